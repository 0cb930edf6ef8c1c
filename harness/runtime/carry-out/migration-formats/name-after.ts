import type { MigrationWriter } from './migration-format.js';

/** A file name sorting after `last`, the last of all: with the next number where that is of the same width. */
export function nameAfter(last: string | undefined, name: string, { extension }: Pick<MigrationWriter, 'extension'>): string {
  const before = last ?? `0000_none${extension}`;
  const [, letters = '', digits = ''] = /^([A-Za-z]*)(\d+)/.exec(before) ?? [];
  const next = String(BigInt(digits) + 1n).padStart(digits.length, '0');
  // Without a number, or with one that would grow by a digit, the last name itself is what sorts right.
  const start = digits !== '' && next.length === digits.length ? letters + next : before.slice(0, -extension.length);
  return `${start}_${name}${extension}`;
}
