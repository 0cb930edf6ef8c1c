import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callAt, Sources } from './source-excerpt.js';

const excerpt = (text: string, line = 1): string => callAt(text.split('\n'), line).join('\n');

test.each([
  ['a call in one line', "scenario('a', { expect: 'accepted' });"],
  ['one over several lines', "scenario('a', {\n  fault: fault.env.unset('KEY'),\n  expect: 'accepted',\n});"],
  ['parentheses in a text', "scenario('a (b', {\n  because: \"(\",\n});"],
  ['a quote that is escaped', "scenario('it\\'s (', {\n});"],
  ['a comment with parentheses', "scenario('a', {\n  // :-( not yet\n  /* (( */\n});"],
  ['a regular expression', "scenario('a', {\n  because: { log: /can't \\(open/ },\n});"],
  ['a class within one', "scenario('a', {\n  because: { log: /[/(]/i },\n});"],
  ['a template', 'scenario(`a (${1}`, {\n});'],
  ['one in a loop', 'for (const kind of KINDS) scenario(`a ${kind}`, {\n  fault: [f(1), f(2)],\n});'],
])('%s is taken to its end and no further', (_, call) => {
  expect(excerpt(`${call}\nscenario('next', {});`)).toBe(call);
  // In the body of something else.
  expect(excerpt(`${call}\n});\n`)).toBe(call);
});

test('a call that is longer than 30 lines is cut', () => expect(excerpt(`scenario('a', {\n${'  x,\n'.repeat(40)}});`).split('\n')).toHaveLength(30));

test.each([
  ['where no call begins', "import { defineApp } from 'canarybed';\nscenario('a', {});", 1],
  ['behind the end of the file', "scenario('a', {});", 9],
  ['of an empty file', '', 1],
])('there is none %s', (_, text, line) => expect(excerpt(text, line)).toBe(''));

describe('sources', () => {
  const folder = mkdtempSync(join(tmpdir(), 'source-excerpt-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('are read from the file, with the line in which the call begins', () => {
    const file = join(folder, 'a.scenario.ts');
    writeFileSync(file, "// first\r\nscenario('a', {\r\n});\r\n");
    expect(new Sources().excerpt({ file, line: 2 })).toEqual({ firstLine: 2, lines: ["scenario('a', {", '});'] });
  });

  test('that cannot be read give none', () => {
    expect(new Sources().excerpt({ file: join(folder, 'gone.ts'), line: 1 })).toBeUndefined();
    expect(new Sources().excerpt({ file: folder, line: 1 })).toBeUndefined();
  });
});
