import type { MutantStatus, ProcessFate } from '../model/audit.js';
import type { Observed, ScenarioEnd } from '../model/journal.js';
import type { Harm } from '../model/scenario.js';
import type { FleetFindings } from '../model/verdict.js';
import { fateOf, ignoredResult, resultOf } from './classify.js';
import type { Mutant } from './mutant.js';

const MUTANT: Mutant = {
  id: 'unset-setting:KEY', area: 'settings', operator: 'unset-setting', target: 'KEY', summary: 'KEY is not set', faults: [], breaks: 'release', files: [],
};
const OBSERVED: Observed = { failingChecks: [], exits: [], listening: true };

const endOf = (verdict: 'accepted' | 'rejected', changes: Partial<ScenarioEnd> = {}): ScenarioEnd => ({
  outcome: 'surprise', verdict: { verdict, at: 20, comparison: '0 of 1 in service' }, pace: 'fast', checksSent: 3, checksProjected: 0, wallSeconds: 2, harm: 'fine', observed: OBSERVED, ...changes,
});
const besideOf = (oldHarm: Harm, errors: number): FleetFindings => ({
  oldHarm, replacements: 0, oldFleet: 'gone', users: { requests: 9, errors, byFleet: {}, byPhase: {}, examples: errors > 0 ? ['old: 500'] : [] },
});
const statusOf = (end: ScenarioEnd, mutant: Mutant = MUTANT): MutantStatus => resultOf(mutant, end, { listened: true }).status;

test.each<[string, ScenarioEnd, MutantStatus]>([
  ['refused, users hurt', endOf('rejected', { harm: 'hurt' }), 'killed'],
  ['accepted, users hurt', endOf('accepted', { harm: 'hurt' }), 'survived'],
  ['refused, users fine', endOf('rejected'), 'false-alarm'],
  ['accepted, users fine', endOf('accepted'), 'harmless'],
  ['accepted, users of the old fleet hurt', endOf('accepted', { beside: besideOf('hurt', 0) }), 'survived'],
  ['accepted, users at the balancer got errors', endOf('accepted', { beside: besideOf('fine', 1) }), 'survived'],
  ['refused, users of the old fleet hurt', endOf('rejected', { beside: besideOf('hurt', 0) }), 'killed'],
  ['accepted beside an old fleet, nobody hurt', endOf('accepted', { beside: besideOf('fine', 0) }), 'harmless'],
  ['accepted, users hurt once the watch was over', endOf('accepted', { observed: { ...OBSERVED, hurtLater: ['front: 500'] } }), 'survived'],
  ['accepted, nobody hurt later', endOf('accepted', { observed: { ...OBSERVED, hurtLater: [] } }), 'harmless'],
  ['a rollout that was repeated counts as it ended then', endOf('rejected', { harm: 'hurt', confirmation: { state: 'repeated', why: 'x' } }), 'killed'],
  ['a verdict that was confirmed', endOf('rejected', { harm: 'hurt', confirmation: { state: 'confirmed', watchedSeconds: 2 } }), 'killed'],
  ['a verdict that changed and could not be repeated', endOf('rejected', { harm: 'hurt', confirmation: { state: 'provisional', why: 'x' } }), 'invalid'],
  ['a harness error with a verdict', endOf('rejected', { outcome: 'harness-error', error: 'a fault was not live' }), 'invalid'],
  ['no verdict', { outcome: 'surprise', pace: 'fast', checksSent: 0, checksProjected: 0, wallSeconds: 1 }, 'invalid'],
  ['given up', { outcome: 'timed-out', pace: 'fast', checksSent: 0, checksProjected: 0, wallSeconds: 1 }, 'timed-out'],
])('%s', (_, end, status) => expect(statusOf(end)).toBe(status));

test.each<['accepted' | 'rejected', Harm, MutantStatus]>([
  ['rejected', 'fine', 'killed'],
  ['rejected', 'hurt', 'killed'],
  ['accepted', 'fine', 'survived'],
  ['accepted', 'hurt', 'survived'],
])('a check that is aimed wrongly, %s with users %s: %s', (verdict, harm, status) => expect(statusOf(endOf(verdict, { harm }), { ...MUTANT, breaks: 'check' })).toBe(status));

test('harm and sentences of all who were hurt stand in the result', () => {
  const end = endOf('accepted', { hurt: ['item: empty'], beside: besideOf('hurt', 1), observed: { ...OBSERVED, hurtLater: ['front: 500', 'item: empty'] } });
  expect(resultOf(MUTANT, end, { listened: true })).toMatchObject({ harm: 'hurt', oldHarm: 'hurt', hurt: ['item: empty', 'old: 500', 'front: 500'] });
});

const OPTIONAL = { ...MUTANT, optional: true } as const;
test.each<[string, ScenarioEnd, Mutant, string]>([
  ['refused, users hurt', endOf('rejected', { harm: 'hurt' }), OPTIONAL, '0 of 1 in service; the description calls it optional, though users were hurt without it'],
  ['accepted, users hurt once the watch was over', endOf('accepted', { observed: { ...OBSERVED, hurtLater: ['front: 500'] } }), OPTIONAL, '0 of 1 in service; the description calls it optional, though users were hurt without it'],
  ['accepted, users fine', endOf('accepted'), OPTIONAL, '0 of 1 in service'],
  ['refused, users fine, twice', endOf('rejected', { retries: { flaky: false, attempts: 2 } }), OPTIONAL, '0 of 1 in service; judged again with nothing beside it'],
  ['refused, users hurt, and not called so', endOf('rejected', { harm: 'hurt' }), MUTANT, '0 of 1 in service'],
])('what is called optional is told where it is not: %s', (_, end, mutant, detail) => {
  const result = resultOf(mutant, end, { listened: true });
  expect([result.detail, result.optional]).toEqual([detail, mutant.optional]);
});

test('an invalid mutant says why, one that is ignored for which reason', () => {
  expect(resultOf(MUTANT, endOf('accepted', { outcome: 'harness-error', error: 'no disk' }), { listened: true })).toMatchObject({ status: 'invalid', detail: 'no disk' });
  const uncertain = endOf('accepted', { confirmation: { state: 'provisional', why: 'the answer changed; too long to be repeated in real time' } });
  expect(resultOf(MUTANT, uncertain, { listened: true }).detail).toBe('it was accepted, which is not certain: the answer changed; too long to be repeated in real time');
  expect(ignoredResult(MUTANT, 'known since May')).toMatchObject({ id: 'unset-setting:KEY', status: 'ignored', detail: 'known since May' });
});

test.each<[string, Partial<Observed>, 'accepted' | 'rejected', boolean, ProcessFate]>([
  ['it runs and listens', {}, 'accepted', true, { fate: 'alive' }],
  ['it runs and never opened its port', { listening: false }, 'rejected', false, { fate: 'never-listened' }],
  ['its start failed', { listening: false, exits: [{ code: 7, signal: null }] }, 'rejected', false, { fate: 'failed-start', code: 7, signal: null }],
  ['its start failed and says that it went well', { listening: false, exits: [{ code: 0, signal: null }] }, 'rejected', false, { fate: 'failed-start', code: 0, signal: null }],
  ['it was ended before it listened', { listening: false, exits: [{ code: null, signal: 'SIGKILL' }] }, 'rejected', false, { fate: 'failed-start', code: null, signal: 'SIGKILL' }],
  ['it listened and ended before the verdict', { listening: false, exits: [{ code: 1, signal: null }] }, 'rejected', true, { fate: 'died', code: 1, signal: null }],
  ['it answered and ended', { listening: false, status: 503, exits: [{ code: 1, signal: null }] }, 'rejected', false, { fate: 'died', code: 1, signal: null }],
  ['it ended after it was accepted', { exits: [{ code: 3, signal: null }] }, 'accepted', true, { fate: 'died', code: 3, signal: null }],
  ['of several ends the last one tells', { listening: false, exits: [{ code: 1, signal: null }, { code: 2, signal: null }] }, 'rejected', false, { fate: 'failed-start', code: 2, signal: null }],
])('the process: %s', (_, observed, verdict, listened, fate) => expect(fateOf({ ...OBSERVED, ...observed }, verdict, listened)).toEqual(fate));

describe('the checks of the last answer', () => {
  const lastAnswer = JSON.stringify({ status: 'fail', checks: { disk: [{ status: 'fail' }], queue: [{ status: 'pass' }] } });
  const failing = endOf('rejected', { lastAnswer, observed: { ...OBSERVED, failingChecks: ['disk'] } });

  test('are all that it names', () => expect(resultOf(MUTANT, failing, { listened: true }).checks).toEqual({ disk: true, queue: false }));

  test('are those that failed where the answer was too long to be kept whole', () => {
    expect(resultOf(MUTANT, { ...failing, lastAnswer: lastAnswer.slice(0, 20) }, { listened: true }).checks).toEqual({ disk: true });
  });

  test('are read by the function of the configuration alone, where there is one', () => {
    const readChecks = (body: string) => ({ length: body.length > 5 });
    expect(resultOf(MUTANT, failing, { listened: true, readChecks }).checks).toEqual({ length: true });
  });

  test('are left out where there are none', () => expect(resultOf(MUTANT, endOf('accepted'), { listened: true })).not.toHaveProperty('checks'));
});
