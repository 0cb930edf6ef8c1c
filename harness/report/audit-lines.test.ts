import type { AuditResults, MutantResult, MutantStatus, Score } from '../model/audit.js';
import { auditLines, resultLine, sentenceOf } from './audit-lines.js';

const resultOf = (status: MutantStatus, changes: Partial<MutantResult> = {}): MutantResult => ({
  id: 'drop:KEY', area: 'settings', operator: 'drop', target: 'KEY', summary: 'KEY is not set', breaks: 'release', status, detail: '1 of 1 in service', hurt: [], wallSeconds: 2.34, ...changes,
});
const survivor = resultOf('survived', { verdict: 'accepted', reason: 'in service', harm: 'hurt', hurt: ['front: status 500 instead of 200'], advice: 'It would be seen by a check of pages.', scenario: "scenario('x', {\n});" });

test.each<[string, MutantResult, string]>([
  ['a killed one', resultOf('killed', { verdict: 'rejected', reason: 'check pages', harm: 'hurt' }), 'killed      drop:KEY  rejected (check pages, users hurt)  [2.3 s]'],
  ['a survivor', survivor, 'SURVIVED    drop:KEY  accepted (in service, users hurt)  [2.3 s]'],
  ['a false alarm', resultOf('false-alarm', { verdict: 'rejected', reason: 'check disk', harm: 'fine' }), 'FALSE ALARM drop:KEY  rejected (check disk, users fine)  [2.3 s]'],
  ['an old fleet that is hurt', resultOf('survived', { verdict: 'accepted', reason: 'in service', harm: 'fine', oldHarm: 'hurt' }), 'SURVIVED    drop:KEY  accepted (in service, users fine, old fleet hurt)  [2.3 s]'],
  ['one that is called optional', resultOf('killed', { verdict: 'rejected', reason: 'check cache', harm: 'hurt', optional: true }), 'killed      drop:KEY  rejected (check cache, users hurt though it is called optional)  [2.3 s]'],
  ['one that is optional', resultOf('harmless', { verdict: 'accepted', reason: 'in service', harm: 'fine', optional: true }), 'harmless    drop:KEY  accepted (in service, users fine)  [2.3 s]'],
  ['a failed start with code 0', resultOf('killed', { verdict: 'rejected', reason: 'connection-refused', process: { fate: 'failed-start', code: 0, signal: null } }), 'killed      drop:KEY  rejected (connection-refused, its failed start says that it went well)  [2.3 s]'],
  ['one that died', resultOf('killed', { verdict: 'rejected', reason: 'connection-refused', process: { fate: 'died', code: null, signal: 'SIGKILL' } }), 'killed      drop:KEY  rejected (connection-refused, died (SIGKILL))  [2.3 s]'],
  ['one that is remembered', resultOf('harmless', { verdict: 'accepted', reason: 'in service', harm: 'fine', remembered: true }), 'harmless    drop:KEY  accepted (in service, users fine)  [remembered]'],
  ['an invalid one, by the first line of why', resultOf('invalid', { detail: 'it did not strike\n  at all' }), 'INVALID     drop:KEY: it did not strike'],
])('the line of %s', (_, result, line) => expect(resultLine(result)).toBe(line));

const NONE = { killed: 0, survived: 0, 'false-alarm': 0, harmless: 0, invalid: 0, ignored: 0, 'timed-out': 0 };
const SCORE: Score = { sensitivity: 95.7, specificity: 100, counts: { ...NONE, killed: 68, survived: 3, harmless: 12 } };
const RESULTS: AuditResults = {
  schemaVersion: 1, app: 'shop', runtime: 'embedded', node: 'v22', date: '', seed: 1, healthCheck: '', balancer: 'classic', learned: [], score: SCORE, byArea: { settings: SCORE }, byOperator: {},
  mutants: [survivor], matrix: { checks: [], rows: [] }, tuning: [{ setting: 'Timeout', now: '5 s', proposed: '7 s', why: 'checks are slow' }], controlBoots: [], wallSeconds: 61.2, interrupted: false,
};

test('the whole is one sentence', () => {
  expect(sentenceOf(RESULTS)).toBe('of 71 broken releases 68 were refused (sensitivity 95.7 %), of 12 good ones 12 were accepted (specificity 100 %) (61 s)');
  expect(sentenceOf({ ...RESULTS, score: { counts: { ...NONE, invalid: 1, 'timed-out': 2 } }, interrupted: true })).toBe(
    'of 0 broken releases 0 were refused, of 0 good ones 0 were accepted, 1 invalid, 2 timed out, interrupted: there would have been more (61 s)',
  );
});

test('a survivor says what was broken, what the check said, what users got, and what to keep', () => {
  expect(auditLines({ ...RESULTS, breakOn: 97 })).toEqual([
    '', 'Survivors: users were hurt, and the check let them through:',
    '  drop:KEY: KEY is not set', '    accepted: 1 of 1 in service', '    users: front: status 500 instead of 200', '    It would be seen by a check of pages.', "    | scenario('x', {", '    | });',
    '', 'Score by area:', '            broken, refused    good, accepted', '  settings  68 of 71 (95.7 %)  12 of 12 (100 %)',
    '', 'Tuning:', '  Timeout: 7 s instead of 5 s; checks are slow',
    '', 'sensitivity 95.7 % is under the 97 % of --break-on', sentenceOf(RESULTS),
  ]);
});

test('what is called optional and is not is told, whether it was refused or not', () => {
  const optional = (status: MutantStatus, harm: 'fine' | 'hurt') => resultOf(status, { id: `away:${status}`, optional: true, harm, verdict: status === 'killed' ? 'rejected' : 'accepted' });
  const lines = auditLines({ ...RESULTS, mutants: [optional('killed', 'hurt'), optional('survived', 'hurt'), optional('harmless', 'fine'), resultOf('killed', { harm: 'hurt' })] });
  const at = lines.indexOf('Called optional by the description, though users were hurt without it:');
  expect(lines.slice(at + 1, at + 4)).toEqual([
    '  away:killed (killed): let pages do without it, or take "optional" out of the description',
    '  away:survived (survived): let pages do without it, or take "optional" out of the description',
    '',
  ]);
  expect(auditLines(RESULTS).join()).not.toContain('optional');
});

test('a part that was not chosen is counted, a few that are ignored are named', () => {
  const many = Array.from({ length: 9 }, (_, n) => resultOf('ignored', { id: `drop:${n}`, detail: 'not chosen' }));
  const lines = auditLines({ ...RESULTS, mutants: [...many, resultOf('ignored', { detail: 'known since May' })] });
  expect(lines).toContain('  9 mutants: not chosen');
  expect(lines).toContain('  drop:KEY: known since May');
});

test('a baseline tells what is known, new and fixed', () => {
  const lines = auditLines({ ...RESULTS, baseline: { known: ['a:1'], fresh: [], fixed: ['a:2', 'a:3'] } });
  expect(lines).toEqual(expect.arrayContaining(['Baseline:', '  known, let pass: a:1', '  fixed, to be taken out: a:2, a:3']));
});
