import { ConfigError } from '../model/errors.js';
import type { MutantResult, MutantStatus } from '../model/audit.js';
import { compareWithBaseline, parseBaseline } from './baseline.js';

const resultOf = (id: string, status: MutantStatus): MutantResult => ({
  id, status, area: 'settings', operator: 'unset-setting', target: 'KEY', summary: '', breaks: 'release', detail: '', hurt: [], wallSeconds: 1,
});

const EARLIER = { mutants: [resultOf('drop:A', 'survived'), resultOf('drop:B', 'killed'), resultOf('down:C', 'false-alarm'), resultOf('drop:D', 'invalid')] };

test.each([
  ['the survivors and false alarms of an earlier audit', JSON.stringify(EARLIER)],
  ['a list in JSON', '["drop:A", "down:C"]'],
  ['a list of lines, with remarks', '# until June\ndrop:A\n\n  down:C  # the cache\n'],
])('a baseline is %s', (_, text) => expect([...parseBaseline(text, 'known.json')]).toEqual(['drop:A', 'down:C']));

test('targets may have blanks and signs', () => {
  expect([...parseBaseline('blank-template:views/my page#1.ejs', 'known')]).toEqual(['blank-template:views/my page#1.ejs']);
});

test('an empty file knows nothing', () => expect(parseBaseline('\n', 'known').size).toBe(0));

test.each([
  ['results of a run', '{"scenarios":[]}', 'an object without "mutants"'],
  ['numbers', '[1]', 'found 1'],
  ['half a file', '{"mutants": [', 'found "{\\"mutants\\": ["'],
  ['words', 'nothing to see', 'found "nothing to see"'],
])('%s are refused with what was expected', (_, text, message) => {
  expect(() => parseBaseline(text, 'known.json')).toThrow(ConfigError);
  expect(() => parseBaseline(text, 'known.json')).toThrow(message);
});

test('what is known passes, what is new does not, and what is gone is told where it was tried', () => {
  const results = [resultOf('a:1', 'survived'), resultOf('a:2', 'survived'), resultOf('a:3', 'false-alarm'), resultOf('a:4', 'killed'), resultOf('a:5', 'invalid'), resultOf('a:6', 'harmless'), resultOf('a:7', 'ignored')];
  expect(compareWithBaseline(results, new Set(['a:1', 'a:4', 'a:5', 'a:7', 'a:8']))).toEqual({ known: ['a:1'], fresh: ['a:2', 'a:3'], fixed: ['a:4'] });
});
