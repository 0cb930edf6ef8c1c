import type { LearnedTable, Subject } from '../subject.js';

const KEY = /^(?:id|pk|uuid|key)$|_(?:id|pk|uuid)$|Id$/;

/** Tables that users' requests were not seen to leave alone; those that they surely use come first. */
export const usedTables = ({ learned }: Subject): LearnedTable[] => [
  ...learned.tables.filter(({ used }) => used === true),
  ...learned.tables.filter(({ used }) => used === undefined),
];

/** The first column that tells something; keys are held by other tables. */
export const firstColumn = ({ columns }: LearnedTable): string | undefined => columns.find((name) => !KEY.test(name));

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** SQL that renames that column; undefined for a table that has none. */
export function renamingSql(table: LearnedTable): string | undefined {
  const column = firstColumn(table);
  return column === undefined ? undefined : `alter table ${quoted(table.name)} rename column ${quoted(column)} to ${quoted(`${column}_renamed`)}`;
}
