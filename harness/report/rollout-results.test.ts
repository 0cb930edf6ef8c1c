import type { JournalEvent, JournalLine } from '../model/journal.js';
import { resultsOf, type ScenarioResult } from './results.js';

const RUN: JournalEvent = {
  type: 'run-started', schemaVersion: 1, runtime: 'embedded', pace: 'fast', detail: 'asked for', node: 'v20.19.0', folder: '/home/dev/shop',
  facts: { startedAt: '2026-01-02T03:04:05.000Z', canarybed: '0.1.0', node: 'v20.19.0', platform: 'linux x64', processors: 4, command: 'canarybed run', commit: 'c0ffee' },
};

const NUMBERS = { target: 'HTTP:80/health', interval: 10, timeout: 2, healthyThreshold: 3, unhealthyThreshold: 2, initialSuccesses: 3, deadline: 60 };

const STARTED: JournalEvent = {
  type: 'scenario-started', scenario: 'a', title: 'a sick disk', family: 'disk', location: { file: '/home/dev/shop/scenarios/disk.scenario.ts', line: 3 },
  faults: [{ name: 'env.set', summary: 'DISK is set to sick' }], expectation: { verdict: 'rejected' }, healthCheck: 'in words', balancer: 'classic',
  numbers: NUMBERS, source: { firstLine: 3, lines: ["scenario('a sick disk', {});"] }, control: 'control of shop',
};

const launched = (scenario: string, env: Record<string, string>, more: object = {}): JournalEvent => ({ type: 'rollout-started', scenario, pace: 'fast', env, ...more });
const instance = (at: number, event: string, more: object = {}): JournalEvent => ({ type: 'instance', scenario: 'a', instance: 'i-1', at, event, ...more });
const probe = (scenario: string, at: number, status: number, bodyHash?: string, more: object = {}): JournalEvent => ({
  type: 'probe', scenario, instance: 'i-1', phase: 'rollout', at, tookMs: 2, outcome: status === 200 ? 'passed' : 'response-code-mismatch', status, detail: `got ${status}`,
  ...(bodyHash === undefined ? {} : { bodyHash }), ...more,
});
const body = (hash: string, text: string): JournalEvent => ({ type: 'body', hash, text });
const moved = (at: number, state: string, more: object = {}): JournalEvent => ({ type: 'transition', scenario: 'a', instance: 'i-1', at, balancer: 'classic', state, ...more });
const ended = (verdict: 'accepted' | 'rejected' = 'rejected', at = 60): JournalEvent => ({
  type: 'scenario-ended', scenario: 'a', outcome: 'as-expected', verdict: { verdict, at, comparison: 'as counted' }, pace: 'fast', checksSent: 1, checksProjected: 0, wallSeconds: 1,
});

const resultsFrom = (...events: readonly JournalEvent[]) => resultsOf([RUN, ...events].map((event, time): JournalLine => ({ time, ...event })));
const resultOf = (...events: readonly JournalEvent[]): ScenarioResult => {
  const [result] = resultsFrom(STARTED, ...events).scenarios;
  if (!result) throw new Error('no scenario ended');
  return result;
};

test('a result names its file from the working folder, brings the lines that register it, and the command that runs it again', () => {
  expect(resultOf(launched('a', {}), ended())).toMatchObject({
    id: 'a', location: { file: 'scenarios/disk.scenario.ts', line: 3 }, source: { firstLine: 3, lines: ["scenario('a sick disk', {});"] }, numbers: NUMBERS,
    reproduce: 'npx canarybed run scenarios/disk.scenario.ts -t "a sick disk"',
  });
  expect(resultsFrom().facts).toMatchObject({ commit: 'c0ffee', platform: 'linux x64' });
});

test('all that happened in a rollout is in its record, in words and in the order of the journal', () => {
  const { rollout } = resultOf(
    { type: 'attempt-started', scenario: 'a', pace: 'fast' },
    instance(0, 'starting', { detail: { type: 'starting', process: '7' } }),
    launched('a', { DISK: 'sick' }),
    instance(0.4, 'listening', { detail: { type: 'listening', seconds: 0.42 } }),
    { type: 'phase', scenario: 'a', phase: 'rollout', at: 5 },
    { type: 'group', scenario: 'a', group: 'canary', at: 6, event: 'lifecycle', detail: { id: 'i-1', from: 'Pending', to: 'InService' } },
    body('aa', 'sick'),
    body('bb', 'GET /'),
    probe('a', 5, 503, undefined, { requestHash: 'bb', unsent: true }),
    probe('a', 10, 503, 'aa', { requestHash: 'bb', headers: { 'content-type': 'text/plain' } }),
    probe('a', 20, 503, 'aa', { projected: true }),
    moved(20, 'OutOfService', { reasonCode: 'Instance', description: 'has failed' }),
    { type: 'log', scenario: 'a', instance: 'i-1', written: 300, lines: [{ at: 0.1, line: 'starting' }] },
    instance(70, 'exited', { detail: { exit: { code: null, signal: 'SIGKILL' } } }),
    instance(80, 'exited', { detail: { exit: { code: null, signal: 'SIGKILL' }, stopped: true } }),
    { type: 'users', scenario: 'a', instance: 'i-1', at: 61, answers: [{ request: 'order', status: 500, tookMs: 3, hurt: 'status 500 instead of 200' }] },
    ended(),
  );
  expect(rollout).toEqual({
    began: 5,
    env: { DISK: 'sick' },
    instances: [
      {
        id: 'i-1',
        events: [
          { at: 0, event: 'starting', sentence: 'its process 7 starts' },
          { at: 0.4, event: 'listening', sentence: 'its port is open after 0.4 s' },
          { at: 70, event: 'exited', sentence: 'its process was ended by SIGKILL' },
          { at: 80, event: 'exited', sentence: 'it was ended from outside, by its group or with the rollout: no crash' },
        ],
        log: [{ at: 0.1, line: 'starting' }],
        written: 300,
      },
    ],
    probes: [
      { instance: 'i-1', phase: 'rollout', at: 5, tookMs: 2, outcome: 'response-code-mismatch', request: 'bb', unsent: true, status: 503, detail: 'got 503' },
      { instance: 'i-1', phase: 'rollout', at: 10, tookMs: 2, outcome: 'response-code-mismatch', request: 'bb', status: 503, headers: { 'content-type': 'text/plain' }, body: 'aa', detail: 'got 503' },
      { instance: 'i-1', phase: 'rollout', at: 20, tookMs: 2, outcome: 'response-code-mismatch', status: 503, body: 'aa', detail: 'got 503', projected: true },
    ],
    transitions: [{ instance: 'i-1', at: 20, state: 'OutOfService', reasonCode: 'Instance', description: 'has failed' }],
    phases: [{ phase: 'rollout', at: 5 }],
    activities: [{ group: 'canary', at: 6, event: 'lifecycle', sentence: 'i-1 is InService, was Pending' }],
    users: [{ instance: 'i-1', time: 17, at: 61, request: 'order', status: 500, tookMs: 3, hurt: 'status 500 instead of 200' }],
    otherKinds: [], otherDecisions: [],
  });
});

test('users through the balancer and calls of AWS are in the record where there were any', () => {
  const traffic = { every: 1, counts: [{ at: 3, fleet: 'old', requests: 2, errors: 1 }], errors: [{ at: 3.4, fleet: 'old', instance: 'i-1', request: 'order', hurt: 'ECONNRESET', tookMs: 2 }] };
  const call = { at: 2, service: 'autoscaling', operation: 'CreateAutoScalingGroup', outcome: 'ok', tookMs: 8 };
  const { rollout } = resultOf(launched('a', {}), { type: 'traffic', scenario: 'a', ...traffic }, { type: 'api', scenario: 'a', ...call }, { type: 'api-left-out', scenario: 'a', calls: 4 }, ended());
  expect(rollout).toMatchObject({ traffic, api: [call], apiLeftOut: 4 });
});

test('of a rollout that was repeated the record has the second attempt alone, with what came before its launch', () => {
  const attempt: JournalEvent = { type: 'attempt-started', scenario: 'a', pace: 'fast' };
  const { rollout } = resultOf(attempt, instance(0, 'starting'), launched('a', {}), probe('a', 0, 200), attempt, instance(0, 'starting', { instance: 'i-2' }), launched('a', {}), ended());
  expect(rollout?.instances.map(({ id }) => id)).toEqual(['i-2']);
  expect(rollout?.probes).toEqual([]);
});

test('where nothing booted there is no record', () => {
  const { rollout, difference, answers, detect } = resultOf(ended());
  expect({ rollout, difference, answers, detect }).toEqual({});
});

test('a long body is cut, with a note of how long it was, and one that no result names is left out', () => {
  const { bodies } = resultsFrom(STARTED, launched('a', {}), body('aa', 'ä'.repeat(5000)), body('bb', 'of nobody'), probe('a', 0, 503, 'aa'), ended());
  expect(Object.keys(bodies)).toEqual(['aa']);
  expect(bodies.aa).toBe(`${'ä'.repeat(4096)}\n[cut here: 10000 bytes in all]`);
});

describe('the difference of a release against its control', () => {
  const difference = (control: Record<string, string>, release: Record<string, string>, more: object = {}) =>
    resultOf(launched('control of shop', control, { placed: ['URL'] }), launched('a', release, { placed: ['URL'], ...more }), ended()).difference;

  test('is what stands in their settings otherwise, and each fault in words', () => {
    expect(difference({ DISK: 'ok', GONE: 'x', SAME: 'y' }, { DISK: 'sick', SAME: 'y', NEW: 'z' })).toEqual({
      settings: [{ name: 'DISK', control: 'ok', release: 'sick' }, { name: 'GONE', control: 'x' }, { name: 'NEW', release: 'z' }],
      faults: ['DISK is set to sick'],
    });
  });

  test('leaves out places that every instance is given anew, and tells what else stands in them', () => {
    expect(difference({ URL: 'pg://scenario_1_app:***@127.0.0.1:40001/scenario_1' }, { URL: 'pg://scenario_22_app:***@127.0.0.1:39999/scenario_22' })?.settings).toEqual([]);
    const other = 'pg://scenario_2_app:***@no-such-host:40002/scenario_2';
    expect(difference({ URL: 'pg://scenario_1_app:***@127.0.0.1:40001/scenario_1' }, { URL: other })?.settings).toMatchObject([{ name: 'URL', release: other }]);
  });

  test('compares a port that the release itself names to the last digit', () => {
    expect(difference({ QUEUE: 'mq://mq:5672' }, { QUEUE: 'mq://mq:5673' })?.settings).toHaveLength(1);
  });

  test('has the files that faults edited, and how many more they did', () => {
    const files = [{ path: 'views/front.ejs', change: 'removed', lines: [{ kind: 'removed', text: '<h1>' }], linesLeftOut: 2 }, { path: 'logo.png', change: 'changed', unshown: 'binary' }];
    expect(difference({}, {}, { files, filesLeftOut: 4 })).toEqual({ settings: [], files, filesLeftOut: 4, faults: ['DISK is set to sick'] });
    expect(Object.keys(difference({}, {}) ?? {})).toEqual(['settings', 'faults']);
  });

  test('has a secret that a fault changed, though both are masked', () => {
    expect(difference({ KEY: '***' }, { KEY: '***' }, { bent: ['KEY'] })?.settings).toEqual([{ name: 'KEY', control: '***', release: '***' }]);
  });
});

describe('the last health answers', () => {
  const bodies = [body('good', 'pass'), body('sick', 'fail'), body('late', 'pass again')];
  const control = probe('control of shop', 15, 200, 'good');

  test('are those of the control and of the release', () => {
    const results = resultsFrom(STARTED, ...bodies, control, launched('a', {}), probe('a', 10, 503, 'sick'), ended());
    expect(results.scenarios[0]?.answers).toEqual({ control: 'good', release: 'sick' });
    expect(results.bodies).toEqual({ good: 'pass', sick: 'fail' });
  });

  test('are of a release that was refused those to a check that failed, until the verdict', () => {
    const answers = (verdict: 'accepted' | 'rejected') =>
      resultOf(...bodies, launched('a', {}), probe('a', 10, 503, 'sick'), probe('a', 20, 200, 'good'), probe('a', 70, 503, 'late'), ended(verdict)).answers?.release;
    expect([answers('rejected'), answers('accepted')]).toEqual(['sick', 'good']);
  });

  test('are none of an old fleet', () => {
    const old = instance(0, 'starting', { side: 'old' });
    expect(resultOf(...bodies, old, launched('a', {}), probe('a', 10, 503, 'sick'), ended()).answers).toBeUndefined();
  });
});

describe('the time to detect', () => {
  const detect = (...events: readonly JournalEvent[]) => resultOf(launched('a', {}), ...events).detect;

  const of = (event: JournalEvent, instance: string) => ({ ...event, instance }) as JournalEvent;

  test('is of a canary that never was in service all of the rollout, and at least what a good one takes to come into service', () => {
    expect(detect(probe('a', 0, 503), ended('rejected', 50))).toEqual({ seconds: 50, minimum: 20 });
  });

  test('is at the deadline the least that there can be', () => {
    expect(detect(probe('a', 0, 503), ended('rejected', 60))).toEqual({ seconds: 60, minimum: 60, atDeadline: true });
    expect(detect(instance(25, 'fault-struck'), ended('rejected', 60.25))).toEqual({ seconds: 35.25, minimum: 35.25, atDeadline: true });
  });

  test('begins with the fault, and is at least what the checks take that end the service', () => {
    expect(detect(moved(20, 'InService'), instance(25, 'fault-struck'), probe('a', 30, 503), ended('rejected', 50))).toEqual({ seconds: 25, minimum: 10 });
  });

  test('begins with the first check that failed in service where nothing tells of the fault', () => {
    expect(detect(instance(0, 'starting'), probe('a', 0, 503), moved(20, 'InService'), probe('a', 30, 503), ended('rejected', 50))).toEqual({ seconds: 20, minimum: 10 });
  });

  test('begins with no check of an instance that never was in service, whatever another one was', () => {
    const bad = [of(instance(0, 'starting'), 'i-2'), of(probe('a', 40, 503), 'i-2')];
    expect(detect(instance(0, 'starting'), moved(20, 'InService'), ...bad, ended('rejected', 50))).toEqual({ seconds: 50, minimum: 20 });
  });

  test('is never told shorter than its least', () => {
    expect(detect(instance(0, 'starting'), moved(20, 'InService'), probe('a', 45, 503), ended('rejected', 50))).toEqual({ seconds: 5, minimum: 5 });
  });

  test('counts from where the canary was let in beside an old fleet, whose own service says nothing', () => {
    const old = [of(instance(0, 'starting', { side: 'old' }), 'i-0'), of(moved(20, 'InService'), 'i-0')];
    expect(detect(...old, { type: 'phase', scenario: 'a', phase: 'rollout', at: 30 }, probe('a', 35, 503), ended('rejected', 50))).toEqual({ seconds: 50, minimum: 20 });
  });

  test('is none of a canary that was accepted', () => expect(detect(probe('a', 0, 200), ended('accepted', 20))).toBeUndefined());
});
