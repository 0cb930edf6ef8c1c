import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../model/errors.js';
import { readJournalLines } from './read-lines.js';

const GOLDEN = readFileSync(join(__dirname, 'golden/journal.jsonl'), 'utf8');
const BEGIN = `${JSON.stringify({ time: 0, type: 'run-started', schemaVersion: 1, runtime: 'embedded', pace: 'fast', detail: '', node: 'v22' })}\n`;

const refusal = (text: string): string => {
  try {
    readJournalLines(text, 'a.jsonl');
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'read';
};

test('every line of a journal is read as it was written', () => {
  expect(readJournalLines(GOLDEN, 'a.jsonl').map((line) => JSON.stringify(line)).join('\n')).toBe(GOLDEN.trimEnd());
});

test('a line that a killed run did not write to its end is left out', () => {
  expect(readJournalLines(`${BEGIN}{"time":1,"type":"bo`, 'a.jsonl')).toHaveLength(1);
});

test('nothing is read of a run that was killed before it wrote a line', () => {
  for (const text of ['', BEGIN.slice(0, 40)]) expect(readJournalLines(text, 'a.jsonl')).toEqual([]);
});

test('lines of a type that a later version writes are let pass', () => expect(refusal(`${BEGIN}{"time":1,"type":"later"}\n`)).toBe('read'));

test.each([
  ['what is no JSON', `${BEGIN}{"time":1,\n`, 'a.jsonl:2: expected a line of a journal, an object as JSON, found "{\\"time\\":1,"'],
  ['an empty line in the middle', `${BEGIN}\n${BEGIN}`, 'a.jsonl:2: expected a line of a journal, an object as JSON, found ""'],
  ['an object that is no line', `${BEGIN}{"a":1}\n`, 'a.jsonl:2: expected a line of a journal; line.type: '],
  ['a line that lacks what results are made of', `${BEGIN}{"time":1,"type":"body","hash":"a"}\n`, 'a.jsonl:2: expected a line of a journal; body.text: '],
  ['an outcome that there is not', `${BEGIN}{"time":1,"type":"scenario-ended","scenario":"a","outcome":"fine"}\n`, 'a.jsonl:2: expected a line of a journal; scenario-ended.outcome: '],
  ['a journal without its beginning', `${JSON.stringify({ time: 0, type: 'body', hash: 'a', text: 'b' })}\n`, 'a.jsonl:1: expected the journal of a run, whose first line tells that it began, found "body"'],
  ['another version', BEGIN.replace('"schemaVersion":1', '"schemaVersion":2'), 'a.jsonl:1: expected a journal of version 1, found 2; read it with the canarybed that wrote it'],
])('%s is refused, with the line', (_, text, message) => expect(refusal(text)).toContain(message));
