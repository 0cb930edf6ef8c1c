import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../model/errors.js';
import { readReport } from './read-report.js';

const golden = (name: string): string => readFileSync(join(__dirname, 'golden', name), 'utf8');

test.each([
  ['run', golden('results.json')],
  ['audit', golden('audit.json')],
])('a report of a %s is known by what is in it, and read whole', (kind, text) => expect(readReport(text, 'a.json')).toEqual({ kind, results: JSON.parse(text) as unknown }));

test('results of a version that said less are read', () => {
  expect(readReport(JSON.stringify({ schemaVersion: 1, scenarios: [{ title: 'a', location: { file: 'a.ts', line: 1 }, outcome: 'surprise' }] }), 'a.json').kind).toBe('run');
});

test.each([
  ['a text', 'results', /^a\.json:1: expected JSON, found otherwise: /],
  ['a broken line', '{\n "scenarios": [\n  oops\n ]\n}', /^a\.json:3: expected JSON/],
  ['a file that was cut', '{\n "scenarios": [\n', /^a\.json:2: expected JSON/],
  ['a number', '7', /^a\.json:1: expected a results\.json or an audit\.json, found 7$/],
  ['something else', '{"tests":[]}', /^a\.json:1: expected a results\.json or an audit\.json, found an object with neither/],
  ['another version', '{"schemaVersion":2,"scenarios":[]}', /^a\.json: schemaVersion: /],
  ['a surprise without differences', JSON.stringify({ schemaVersion: 1, scenarios: [{ title: 'a', location: { file: 'a.ts' }, outcome: 'surprise', judgement: { outcome: 'surprise' } }] }), /^a\.json: scenarios\.0\.judgement/],
  ['a mutant without a status', golden('audit.json').replace('"status": "killed"', '"state": "killed"'), /^a\.json: mutants\.\d+\.status: /],
])('%s is refused, with its place', (_, text, message) => {
  expect(() => readReport(text, 'a.json')).toThrow(ConfigError);
  expect(() => readReport(text, 'a.json')).toThrow(message);
});
