import type { MigrationFormat } from './migration-format.js';

/** Lock files, indexes and notes that lie beside migrations. */
const BESIDE = /^[._~]|^(?:index|readme|package|tsconfig)\b|\.(?:md|toml|lock|map)$|\.d\.ts$/i;
const NUMBER = /^[A-Za-z]?(\d+)/;

/**
 * Migrations in a language that is not known: files, or folders that are one migration each. Where names begin with
 * numbers, those alone are migrations, in the order of the numbers.
 */
export const FILES_FORMAT: MigrationFormat = {
  files: 'files or folders of migrations',
  inOrder(names) {
    const all = names.filter((name) => !BESIDE.test(name)).sort();
    const numbered = all.filter((name) => NUMBER.test(name));
    return numbered.length === 0 ? all : numbered.sort((one, other) => Number(numberOf(one) - numberOf(other)) || (one < other ? -1 : 1));
  },
};

const numberOf = (name: string): bigint => BigInt(NUMBER.exec(name)?.[1] ?? 0);
