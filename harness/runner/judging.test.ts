import type { ProbeResult } from '../model/probe-result.js';
import { scenarioOf } from '../model/release.testing.js';
import type { Observation } from '../model/verdict.js';
import { LogRing } from '../runtime/log-ring.js';
import type { Rollout } from './3-rollout.js';
import { judgeScenario, observe, observedOf, reasonOf } from './4-judge.js';

const REJECTED: Observation['verdict'] = { verdict: 'rejected', at: 80, comparison: '0 of 1 instances in service' };

const seen = (changes: Partial<Observation> = {}): Observation => ({
  verdict: REJECTED, outcome: 'timeout', failingChecks: [], exitCodes: [], lines: [], events: [], harm: 'fine', ...changes,
});

test.each<[string, Observation, string]>([
  ['an acceptance', seen({ verdict: { verdict: 'accepted', at: 15, comparison: 'x' } }), 'in service'],
  ['failing checks', seen({ failingChecks: ['database', 'pages'], outcome: 'response-code-mismatch', status: 503 }), 'check database, pages'],
  ['an outcome', seen(), 'timeout'],
  ['a status', seen({ outcome: 'response-code-mismatch', status: 301 }), 'response-code-mismatch 301'],
  ['a process that ended, by its last exit', seen({ outcome: 'connection-refused', exitCodes: [1, 3] }), 'connection-refused, exit 3'],
  ['a process that was ended', seen({ outcome: 'connection-refused', exitCodes: [null] }), 'connection-refused, exit by signal'],
  ['no failed check at all', { ...seen({}), outcome: undefined } as unknown as Observation, 'not enough passes'],
])('the reason of %s in a line', (_, observation, line) => expect(reasonOf(observation)).toBe(line));

const probe = (changes: Partial<ProbeResult>): ProbeResult => ({ at: 0, tookMs: 3, outcome: 'passed', status: 200, detail: '', ...changes });
const failed = (check: string, status = 503): ProbeResult => probe({ outcome: 'response-code-mismatch', status, body: JSON.stringify({ checks: { [check]: { status: 'fail' } } }) });

interface Shown {
  readonly inService?: boolean;
  readonly probes?: ProbeResult[];
  readonly exits?: { code: number | null }[];
  readonly lines?: string[];
  readonly events?: unknown[];
}

/** What is left of a rollout whose instances showed this: all that is read of it is values. */
function rollout(...shown: Shown[]): Pick<Rollout, 'verdict' | 'pollers'> {
  const pollers = shown.map(({ inService = false, probes = [], exits = [], lines = [], events = [] }) => {
    const logs = new LogRing();
    for (const line of lines) logs.push(0, line);
    const kept = events.map((event) => ({ at: 1, via: 'http', event }));
    return { inService, probes, options: { healthCheck: { target: 'HTTP:80/health' }, instance: { exits, logs, shipped: { kept } } } };
  });
  return { verdict: REJECTED, pollers: pollers as unknown as Rollout['pollers'] };
}

const observed = (...shown: Shown[]): Observation => observe(rollout(...shown), { harm: 'hurt', hurt: ['front: an empty page'] });

const unheard = (): ProbeResult => ({ at: 0, tookMs: 1, outcome: 'connection-refused', detail: '' });

test('what the check said of a canary in service is its last answer, though its port was still closed for the first', () => {
  expect(observedOf(rollout({ inService: true, probes: [unheard(), probe({})] }))).toMatchObject({ outcome: 'passed', status: 200 });
  expect(observedOf(rollout({ probes: [unheard(), failed('pages'), probe({})] }))).toMatchObject({ outcome: 'response-code-mismatch', status: 503 });
});

test('what counts is the last check that failed, though others passed after it', () => {
  expect(observed({ probes: [failed('pages'), failed('database', 500), probe({})] })).toEqual({
    verdict: REJECTED, outcome: 'response-code-mismatch', status: 500, failingChecks: ['database'], exitCodes: [], lines: [], events: [], harm: 'hurt',
  });
});

test('a time-out has no status and names no check', () => {
  const { status: _status, ...timeout } = probe({ outcome: 'timeout' });
  expect(observed({ probes: [failed('pages'), timeout] })).toEqual({ verdict: REJECTED, outcome: 'timeout', failingChecks: [], exitCodes: [], lines: [], events: [], harm: 'hurt' });
});

test('of several instances the one that is not in service says why, whichever it is', () => {
  const good: Shown = { inService: true, probes: [failed('warm-up'), probe({})] };
  expect(observed(good, { probes: [failed('database')] }).failingChecks).toEqual(['database']);
  expect(observed({ probes: [failed('database')] }, good).failingChecks).toEqual(['database']);
});

test('exits and lines are those of all instances', () => {
  expect(observed({ exits: [{ code: 1 }, { code: null }], lines: ['a'] }, { exits: [{ code: 3 }], lines: ['b', 'c'] })).toMatchObject({ exitCodes: [1, null, 3], lines: ['a', 'b', 'c'] });
});

test('events are those of failed health checks, each explained by the events of its own instance', () => {
  const refused = { status: 503, uri: '/health' };
  const { events } = observed({ events: [{ status: 200, uri: '/health' }, refused] }, { events: [refused, { checks: { disk: false } }] });
  expect(events.map(({ sentence }) => sentence)).toEqual(['health check answered 503', 'health check answered 503: check disk failed', 'health check answered 503: check disk failed']);
});

test('a fleet that was never checked shows nothing', () => {
  expect(observed({})).toEqual({ verdict: REJECTED, failingChecks: [], exitCodes: [], lines: [], events: [], harm: 'hurt' });
});

test('an instance in service is known by its last check, whatever came before its start was over, and another by the last that failed', () => {
  const refused = probe({ outcome: 'connection-refused', status: undefined } as unknown as Partial<ProbeResult>);
  const passed = probe({ body: '{"status":"ok"}' });
  expect(observedOf(rollout({ inService: true, probes: [refused, passed] }))).toMatchObject({ outcome: 'passed', status: 200, body: '{"status":"ok"}' });
  const rejected = observedOf(rollout({ probes: [passed, refused, passed] }));
  expect(rejected).toMatchObject({ outcome: 'connection-refused' });
  expect([rejected.status, rejected.body]).toEqual([undefined, undefined]);
});

test('a scenario is judged by its own expectation and the checks of its release', () => {
  const expectation = { verdict: 'rejected', because: 'database', harm: 'hurt' } as const;
  expect(judgeScenario(scenarioOf({ expectation }), observed({ probes: [failed('database')] }))).toEqual({ outcome: 'as-expected' });
  expect(judgeScenario(scenarioOf({ expectation }), observed({ probes: [failed('disk')] }))).toMatchObject({ outcome: 'surprise' });
});
