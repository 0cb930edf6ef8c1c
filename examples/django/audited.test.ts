import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AUDITED, GROUPS, scoreOf, VARIANTS, type Variant } from './audited-tables.testing.js';

const RESULTS = readFileSync(join(__dirname, '../../bench/real-apps/results-django.md'), 'utf8');

/** Which mutants are of the group that begins so. */
const MEMBERS: Readonly<Record<string, RegExp>> = {
  'a setting that': /^(?:(?:unset|empty)-setting|swap-settings):|^garble-setting:(?!ALLOWED_HOSTS$|SITE_NAME$)/,
  '`ALLOWED_HOSTS` or': /^garble-setting:(?:ALLOWED_HOSTS|SITE_NAME)$/,
  "the database's": /^wrong-(?:password|host|port|name):|^(?:down|hung)-at-boot:/,
  'down or hung after': /^(?:(?:down|hung)-after-start|no-connections-left|password-rotated):/,
  'read-only': /^read-only-database:/,
  'migrations skipped': /^(?:skip-migrations|skip-last-migration|fake-applied-last):/,
  'a migration fails': /^(?:failing-migration|half-applied-migration|conflicting-migration|migration-lock-held):/,
  'a table renamed': /^(?:rename|drop)-table:/,
  'a template': /-template:/,
  'the style sheet': /-static:/,
  'a migration that renames': /-beside-old:/,
};

const partOf = (variant: Variant): string => RESULTS.split('\n## ').find((part) => part.toLowerCase().startsWith(variant)) ?? '';

/** Ids of a variant's mutants that came to this. */
const idsOf = (variant: Variant, status: string): string[] => [...partOf(variant).matchAll(new RegExp(`^- \`([^\`]+)\`: ${status}`, 'gm'))].map((match) => match[1] ?? '');

const countOf = (variant: Variant, status: string): number => Number(new RegExp(` (\\d+) ${status}`).exec(partOf(variant))?.[1] ?? 0);

test.each(VARIANTS)('the README counts what %s let through as the results name it, each in one group', (variant) => {
  const survivors = idsOf(variant, 'survived');
  const counted = Object.entries(MEMBERS).map(([beginning, members]) => [beginning, survivors.filter((id) => members.test(id)).length]);
  const told = Object.keys(MEMBERS).map((beginning) => [beginning, GROUPS.filter(({ group }) => group.startsWith(beginning)).map(({ letThrough }) => letThrough[variant])[0]]);
  expect(told).toEqual(counted);
  expect(survivors.filter((id) => Object.values(MEMBERS).filter((members) => members.test(id)).length !== 1)).toEqual([]);
  expect(GROUPS).toHaveLength(counted.length);
});

test.each(VARIANTS)('the score that the README tells of %s is that of the results', (variant) => {
  const [killed, survived, harmless, alarms] = ['killed', 'survived', 'harmless', 'false-alarm'].map((status) => countOf(variant, status)) as [number, number, number, number];
  const [, sensitivity, specificity] = /Sensitivity (\S+) %, specificity (\S+) %/.exec(partOf(variant)) ?? [];
  expect(scoreOf(variant)).toEqual([`${killed} of ${killed + survived} (${sensitivity} %)`, `${harmless} of ${harmless + alarms} (${specificity} %)`]);
  expect([idsOf(variant, 'survived').length, idsOf(variant, 'false-alarm').length]).toEqual([survived, alarms]);
});

test('the README tells the day of the results, whose every part is there', () => {
  expect(AUDITED).toContain(/ on (\d{4}-\d\d-\d\d),/.exec(RESULTS)?.[1] ?? 'a day');
  expect(RESULTS).not.toMatch(/^(?:Only a part was run|Not run):/m);
});
