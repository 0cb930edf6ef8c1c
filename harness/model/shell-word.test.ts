import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { shellWord } from './shell-word.js';

test.each([
  ['scenarios/pages.scenario.ts', 'scenarios/pages.scenario.ts'],
  ['the database is down', '"the database is down"'],
  ["it's down", `"it's down"`],
  ['costs $5', "'costs $5'"],
  [`"it's" $5`, `'"it'\\''s" $5'`],
  ['', '""'],
])('%s is written as %s', (text, word) => expect(shellWord(text)).toBe(word));

test('a shell takes every word for what it was', () => {
  const words = fc.array(fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(words, (texts) => {
      const script = `printf '%s\\0' ${texts.map(shellWord).join(' ')}`;
      expect(execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)).toEqual(texts);
    }),
    { numRuns: 60 },
  );
});
