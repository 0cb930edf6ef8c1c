import type { MutantResult, MutantStatus } from '../../model/audit.js';
import type { ScenarioEnd } from '../../model/journal.js';
import type { Scenario } from '../../model/scenario.js';
import { resultLine } from '../../report/audit-lines.js';
import { endLine, judgedLine, unrunLine } from '../../report/console-lines.js';
import { markedLine, markOf, statusInColour } from './marked-line.js';

const SCENARIO = { title: 'a title' } as Scenario;

test('every word with which a line on a scenario begins is known', () => {
  const outcomes: Record<ScenarioEnd['outcome'], string> = { 'as-expected': 'ok', surprise: 'SURPRISE', 'harness-error': 'ERROR', 'control-refused': 'REFUSED', 'timed-out': 'TIMEOUT' };
  for (const [outcome, mark] of Object.entries(outcomes)) expect(markOf(endLine(SCENARIO, { outcome } as ScenarioEnd))).toBe(mark);
  expect(markOf(judgedLine(SCENARIO, {} as ScenarioEnd))).toBe('judged');
  for (const why of ['todo', 'skip'] as const) expect(markOf(unrunLine({ title: 'a title', family: 'tiny', why, reason: 'so', location: { file: 'a', line: 1 } }))).toBe(why);
});

test('every word with which a line on a mutant begins is known', () => {
  const statuses: Record<MutantStatus, string> = {
    killed: 'killed', survived: 'SURVIVED', 'false-alarm': 'FALSE ALARM', harmless: 'harmless', invalid: 'INVALID', ignored: 'ignored', 'timed-out': 'TIMED OUT',
  };
  for (const [status, mark] of Object.entries(statuses)) expect(markOf(resultLine({ id: 'a', status, detail: 'so', wallSeconds: 1 } as MutantResult))).toBe(mark);
});

test.each([
  ['in colour', true, true, '\n\u001b[31m✗ SURPRISE\u001b[0m: a title\n  last answer: ok then'],
  ['without colours', false, true, '\n✗ SURPRISE: a title\n  last answer: ok then'],
  ['in ASCII', false, false, '\nx SURPRISE: a title\n  last answer: ok then'],
])('its sign stands before it %s', (_, colour, signs, line) => {
  expect(markedLine('\nSURPRISE: a title\n  last answer: ok then', { colour, signs })).toBe(line);
});

test.each(['runtime: embedded (asked for)', 'okay so', '\n1 of 1 releases were judged as expected', '  ok indented'])('%j is no such line', (line) => {
  expect(markedLine(line, { colour: true, signs: true })).toBe(line);
});

test('of a status line what is bad is red, once there is any', () => {
  expect(statusInColour('2 of 3 ended, 0 surprises, 9 s')).toBe('\u001b[2m2 of 3 ended, 0 surprises, 9 s\u001b[0m');
  expect(statusInColour('2 of 3 ended, 10 surprises, 9 s')).toBe('\u001b[2m2 of 3 ended, \u001b[0m\u001b[31m10 surprises\u001b[0m\u001b[2m, 9 s\u001b[0m');
});
