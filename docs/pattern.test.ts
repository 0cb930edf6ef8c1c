import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { picturesOfPattern } from './pattern-pictures.js';

const pictures = picturesOfPattern();

/** Expected verdicts by title, as the scenario files have them: loading these would need the programs of their app. */
function expectedVerdicts(): Map<string, string> {
  const folder = join(__dirname, '../examples/django');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.scenario.ts'));
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8'));
  const found = texts.flatMap((text) => [...text.matchAll(/^scenario\('(?<title>[^']+)', \{[\s\S]*?expect: '(?<verdict>\w+)'/gm)]);
  return new Map(found.map(({ groups }) => [groups?.title ?? '', groups?.verdict ?? '']));
}

test('each picture shows a scenario that is there, with the verdict that it expects', () => {
  const verdicts = expectedVerdicts();
  expect(pictures.length).toBeGreaterThan(25);
  for (const { title, file } of pictures) {
    expect({ title, known: verdicts.has(title), drawn: existsSync(file) }).toEqual({ title, known: true, drawn: true });
    expect(readFileSync(file, 'utf8')).toContain(`aria-label="${title}: ${verdicts.get(title)} at `);
  }
});

test('no picture lies about that the page does not show', () => {
  const shown = pictures.map(({ file }) => file.split('/').at(-1));
  expect(readdirSync(join(__dirname, 'pattern')).filter((file) => !shown.includes(file))).toEqual([]);
});

test('every part of the release that the page names is there', () => {
  const page = readFileSync(join(__dirname, 'pattern.md'), 'utf8');
  const named = [...page.matchAll(/`((?:storefront|health|deploy)\/[\w.-]+)`/g)].map((match) => match[1] ?? '');
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((file) => !existsSync(join(__dirname, '../examples/django/release', file)))).toEqual([]);
});
