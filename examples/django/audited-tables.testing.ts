import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const VARIANTS = ['deep', 'shallow', 'the proxy answers'] as const;
export type Variant = (typeof VARIANTS)[number];

const README = readFileSync(join(__dirname, 'README.md'), 'utf8');
export const AUDITED = README.slice(README.indexOf('\n## Audited\n'), README.indexOf('\n## With Consul'));

/** Cells of each line of the tables under "Audited". */
const LINES = AUDITED.split('\n').filter((line) => line.startsWith('| ')).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));

/** Of each group of broken releases how many each variant let through. */
export const GROUPS = LINES.slice(LINES.findIndex(([head]) => head === 'broken') + 1).map(([group = '', ...cells]) => ({
  group,
  letThrough: Object.fromEntries(VARIANTS.map((variant, index) => [variant, Number.parseInt(cells[index] || '0', 10)])) as Record<Variant, number>,
}));

/** How many broken releases were refused and good ones accepted, as the first table has it: `54 of 66 (81.8 %)`. */
export function scoreOf(variant: Variant): readonly string[] {
  return LINES.find(([head]) => head === variant)?.slice(1, 3) ?? [];
}

/**
 * Of the group that begins so, how many were let through.
 * @throws Error where there is no such group, or several
 */
export function letThrough(beginning: string, variant: Variant): number {
  const [one, ...more] = GROUPS.filter(({ group }) => group.startsWith(beginning));
  if (!one || more.length > 0) throw new Error(`examples/django/README.md: expected one row that begins "${beginning}", found ${one ? more.length + 1 : 'none'}`);
  return one.letThrough[variant];
}
