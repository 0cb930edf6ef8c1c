import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

const described = read('package.json');
const { dependencies, devDependencies, overrides } = JSON.parse(described) as Record<string, Record<string, string>>;
const sections = Object.fromEntries(
  read('docs/dependencies.md')
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.split('\n')[0], [...section.matchAll(/^- `([^`]+)`: \S.*$/gm)].map((match) => match[1])]),
);

it.each([
  ['To run', dependencies],
  ['To develop', devDependencies],
  ['Overridden', overrides],
] as const)('every dependency under "%s" has one line of reasoning, and no line is left over', (title, packages) => {
  expect(sections[title]).toEqual(Object.keys(packages ?? {}));
});

it('pins every dependency to one version', () => {
  for (const version of Object.values({ ...dependencies, ...devDependencies, ...overrides })) expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
});

it('keeps download addresses out of the lock file', () => {
  expect(read('package-lock.json')).not.toMatch(/"resolved"|https?:\/\/[^"]*\.tgz/);
});
