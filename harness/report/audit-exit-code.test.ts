import type { AuditResults, BaselineFindings, MutantStatus } from '../model/audit.js';
import { auditExitCode, failingGates } from './audit-exit-code.js';

const NONE: Record<MutantStatus, number> = { killed: 0, survived: 0, 'false-alarm': 0, harmless: 0, invalid: 0, ignored: 0, 'timed-out': 0 };
const audited = (sensitivity: number | undefined, specificity: number | undefined, counts: Partial<typeof NONE> = {}, baseline?: BaselineFindings): Pick<AuditResults, 'score' | 'baseline'> => ({
  score: { ...(sensitivity === undefined ? {} : { sensitivity }), ...(specificity === undefined ? {} : { specificity }), counts: { ...NONE, ...counts } },
  ...(baseline ? { baseline } : {}),
});
const baseline = (...fresh: string[]): BaselineFindings => ({ known: ['a:1'], fresh, fixed: [] });

test.each([
  ['survivors alone fail nothing', audited(50, 100, { survived: 9 }), {}, 0],
  ['both reach the gate', audited(90, 100), { breakOn: 90 }, 0],
  ['sensitivity is under the gate', audited(89.9, 100), { breakOn: 90 }, 1],
  ['specificity is under the gate', audited(100, 89), { breakOn: 90 }, 1],
  ['nothing was judged of what was tried', audited(undefined, undefined, { 'timed-out': 2 }), { breakOn: 100 }, 1],
  ['nothing was tried, since a change touches none', audited(undefined, undefined, { ignored: 5 }), { breakOn: 100 }, 0],
  ['nothing was judged of what was tried, beside a baseline', audited(undefined, undefined, { 'timed-out': 2 }, baseline()), {}, 1],
  ['nothing was judged, and no gate asks', audited(undefined, undefined), {}, 0],
  ['no good release was among those judged', audited(100, undefined), { breakOn: 100 }, 0],
  ['all is known', audited(10, 10, {}, baseline()), {}, 0],
  ['one is new', audited(99, 100, {}, baseline('a:2')), {}, 1],
  ['all is known, and the score is too low', audited(50, 100, {}, baseline()), { breakOn: 90 }, 1],
  ['an invalid mutant is graver than a gate', audited(50, 100, { invalid: 1 }, baseline('a:2')), { breakOn: 90 }, 70],
  ['of some nothing is known, since they were given up', audited(100, 100, { 'timed-out': 3 }), { breakOn: 100 }, 1],
  ['some were given up, beside a baseline', audited(100, 100, { 'timed-out': 1 }, baseline()), {}, 1],
  ['some were given up, and no gate asks', audited(100, 100, { 'timed-out': 3 }), {}, 0],
])('%s', (_, results, gate, code) => expect(auditExitCode({ ...results, ...gate })).toBe(code));

test('says that nothing was judged', () => {
  expect(failingGates({ ...audited(undefined, undefined, { 'timed-out': 1 }), breakOn: 90 })).toEqual(['nothing was judged, so that there is nothing to hold the gate against']);
});

test('says of how many nothing is known', () => {
  expect(failingGates({ ...audited(100, 100, { 'timed-out': 2 }), breakOn: 90 })).toEqual(['2 mutants timed out, so that nothing is known of them; give them more time by --limit']);
});

test('says what it does not let pass, with the numbers', () => {
  expect(failingGates({ ...audited(80, 70, {}, baseline('a:2', 'b:3')), breakOn: 90 })).toEqual([
    'sensitivity 80 % is under the 90 % of --break-on',
    'specificity 70 % is under the 90 % of --break-on',
    '2 mutants are not in the baseline: a:2, b:3',
  ]);
});
