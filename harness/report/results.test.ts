import { createHash } from 'node:crypto';
import type { JournalEvent, JournalLine, ScenarioEnd } from '../model/journal.js';
import { resultsOf } from './results.js';

const lines = (events: readonly JournalEvent[]): JournalLine[] => events.map((event, time) => ({ time, ...event }));

const RUN: JournalEvent = { type: 'run-started', schemaVersion: 1, runtime: 'embedded', pace: 'fast', detail: 'no engine answers', node: 'v20.19.0' };

const started = (scenario: string): JournalEvent => ({
  type: 'scenario-started',
  scenario,
  title: `the scenario ${scenario}`,
  family: 'pages',
  location: { file: '/shop/scenarios/pages.scenario.ts', line: 3 },
  faults: [{ name: 'page.blank', summary: 'page front is blank' }],
  expectation: { verdict: 'rejected', because: 'pages', harm: 'hurt' },
  healthCheck: 'HTTP:80/health every 15 s',
  balancer: 'classic',
});

const END: ScenarioEnd = {
  outcome: 'as-expected', reason: 'check pages', harm: 'hurt', pace: 'fast', checksSent: 6, checksProjected: 1, wallSeconds: 9.5,
  verdict: { verdict: 'rejected', at: 80, comparison: '0 of 1 instances in service at 80 s' },
  confirmation: { state: 'confirmed', watchedSeconds: 20 },
};
const ended = (scenario: string, changes: Partial<ScenarioEnd> = {}): JournalEvent => ({ type: 'scenario-ended', scenario, ...END, ...changes });

/** Hash of the page that users got. */
const PAGE = createHash('sha256').update('<h1>a long page</h1>').digest('hex').slice(0, 16);

/** What one rollout tells beside its verdict, marked by a word. */
const rollout = (scenario: string, word: string): JournalEvent[] => [
  { type: 'rollout-started', scenario, pace: 'fast', env: {} },
  { type: 'other-kinds', scenario, instance: 'i-1', kinds: [{ kind: 'network', sentence: `would pass: ${word}` }] },
  { type: 'other-decisions', scenario, instance: 'i-1', kinds: [{ kind: 'network', sentence: `in service: ${word}` }] },
  { type: 'users', scenario, instance: 'i-1', answers: [{ request: word, status: 200, body: '<h1>a long page</h1>', tookMs: 4 }] },
  { type: 'evidence', scenario, instance: 'i-1', fault: 'page.blank', live: true, sentence: word },
];

test('the results of a run are those of its journal', () => {
  const results = resultsOf(lines([
    RUN,
    { type: 'scenario-unrun', title: 'a leap second', family: 'clock', why: 'todo', reason: 'to be written' },
    { type: 'control', key: 'till classic', accepted: true, bootSeconds: 0.4, detail: '2 passes' },
    started('a'),
    ...rollout('a', 'first'),
    ended('a'),
    { type: 'run-ended', wallSeconds: 12.25, interrupted: false },
  ]));
  expect(results).toEqual({
    schemaVersion: 1,
    facts: { startedAt: '', canarybed: 'unknown', node: 'v20.19.0', platform: 'unknown', processors: 0, command: '' },
    runtime: 'embedded',
    pace: 'fast',
    wallSeconds: 12.25,
    interrupted: false,
    counts: { 'as-expected': 1, surprise: 0, 'harness-error': 0, 'control-refused': 0, 'timed-out': 0, unrun: 1 },
    controls: [{ accepted: true, bootSeconds: 0.4, detail: '2 passes' }],
    scenarios: [
      {
        id: 'a',
        title: 'the scenario a',
        family: 'pages',
        location: { file: '/shop/scenarios/pages.scenario.ts', line: 3 },
        faults: [{ name: 'page.blank', summary: 'page front is blank' }],
        expectation: { verdict: 'rejected', because: 'pages', harm: 'hurt' },
        healthCheck: 'HTTP:80/health every 15 s',
        balancer: 'classic',
        ...END,
        evidence: [{ fault: 'page.blank', live: true, sentence: 'first' }],
        otherKinds: [{ kind: 'network', sentence: 'would pass: first' }],
        otherDecisions: [{ kind: 'network', sentence: 'in service: first' }],
        users: [{ request: 'first', status: 200, tookMs: 4 }],
        events: [],
        rollout: {
          began: 0, env: {}, instances: [], probes: [], transitions: [], phases: [], activities: [],
          users: [{ instance: 'i-1', time: 7, request: 'first', status: 200, tookMs: 4, body: PAGE }],
          otherKinds: [{ instance: 'i-1', kind: 'network', sentence: 'would pass: first' }],
          otherDecisions: [{ instance: 'i-1', kind: 'network', sentence: 'in service: first' }],
        },
        reproduce: 'npx canarybed run /shop/scenarios/pages.scenario.ts -t "the scenario a"',
      },
    ],
    unrun: [{ title: 'a leap second', family: 'clock', why: 'todo', reason: 'to be written' }],
    bodies: { [PAGE]: '<h1>a long page</h1>' },
  });
});

test('they are plain JSON, and a body stands in them once', () => {
  const results = resultsOf(lines([RUN, started('a'), ...rollout('a', 'first'), ...rollout('b', 'first'), ended('a'), started('b'), ended('b')]));
  expect(JSON.parse(JSON.stringify(results))).toStrictEqual(results);
  expect(JSON.stringify(results).split('a long page')).toHaveLength(2);
});

test('scenarios come in the order in which they ended, each with its own lines though they ran at once', () => {
  const [a, b] = [rollout('a', 'of a'), rollout('b', 'of b')];
  const mixed = a.flatMap((event, index) => [event, ...b.slice(index, index + 1)]);
  const { scenarios } = resultsOf(lines([RUN, started('a'), started('b'), ...mixed, ended('b'), ended('a', { outcome: 'surprise' })]));
  expect(scenarios.map(({ title, evidence }) => [title, evidence.map(({ sentence }) => sentence)])).toEqual([
    ['the scenario b', ['of b']],
    ['the scenario a', ['of a']],
  ]);
});

test('of a rollout that was repeated only what the repeat showed is told', () => {
  const { scenarios } = resultsOf(lines([RUN, started('a'), ...rollout('a', 'untrusted'), ...rollout('a', 'repeated'), ended('a', { pace: 'realtime' })]));
  expect(scenarios).toMatchObject([{ pace: 'realtime', evidence: [{ sentence: 'repeated' }], users: [{ request: 'repeated' }], otherKinds: [{ sentence: 'would pass: repeated' }] }]);
  expect(scenarios[0]?.users).toHaveLength(1);
});

test('an attempt that has not ended takes nothing from the one before', () => {
  const again = [{ type: 'attempt-started', scenario: 'a', pace: 'fast' } as const, ...rollout('a', 'second')];
  const [first, both, ended2] = [[], again, [...again, ended('a', { outcome: 'surprise' })]].map((more) => resultsOf(lines([RUN, started('a'), ...rollout('a', 'first'), ended('a'), ...more])).scenarios);
  expect(both).toEqual(first);
  expect(ended2).toMatchObject([{ outcome: 'surprise', evidence: [{ sentence: 'second' }] }]);
});

test('where the harness failed there is no verdict, and no harm, whatever it looked like', () => {
  const error = 'a fault was not live, so the verdict counts for nothing';
  const judgement = { outcome: 'surprise', differences: ['expected rejected, got accepted'] } as const;
  const [scenario] = resultsOf(lines([RUN, started('a'), ...rollout('a', 'it'), ended('a', { outcome: 'harness-error', error, judgement })])).scenarios;
  expect(scenario).toMatchObject({ outcome: 'harness-error', error });
  for (const name of ['verdict', 'judgement', 'reason', 'harm', 'detect'] as const) expect([name, scenario?.[name]]).toEqual([name, undefined]);
});

test('what was not run comes by its place', () => {
  const unrun = (title: string, line: number): JournalEvent => ({ type: 'scenario-unrun', title, family: 'clock', location: { file: '/shop/a.scenario.ts', line }, why: 'todo', reason: 'later' });
  expect(resultsOf(lines([RUN, unrun('b', 10), unrun('c', 2), unrun('a', 10)])).unrun.map(({ title }) => title)).toEqual(['c', 'a', 'b']);
});

test('events of failed health checks are told with their sentence: the last 20 of the canary, by time', () => {
  const shipped = (instance: string, at: number, status: number, side?: string): JournalEvent => ({
    type: 'shipped', scenario: 'a', instance, at, via: 'syslog', program: 'nginx', event: { status, uri: '/health' }, ...(side === undefined ? {} : { side }),
  });
  const [begin] = rollout('a', 'first');
  const many = Array.from({ length: 30 }, (_, n) => shipped(n % 2 === 0 ? 'i-2' : 'i-1', n, 503));
  const { scenarios } = resultsOf(lines([
    RUN, started('a'), shipped('i-1', 99, 500),
    { ...begin, healthPath: '/health' } as JournalEvent, ...many, shipped('i-1', 40, 200), shipped('i-0', 41, 500, 'old'), shipped('i-3', 2, 502, 'canary'),
    ended('a'),
  ]));
  expect(scenarios[0]?.events.map(({ at }) => at)).toEqual(Array.from({ length: 20 }, (_, n) => n + 10));
  expect(scenarios[0]?.events[0]).toEqual({ instance: 'i-2', at: 10, via: 'syslog', program: 'nginx', event: { status: 503, uri: '/health' }, sentence: 'health check answered 503 by nginx' });
});

test('every outcome is counted', () => {
  const outcomes = ['as-expected', 'surprise', 'surprise', 'harness-error', 'control-refused', 'control-refused', 'control-refused'] as const;
  const { counts } = resultsOf(lines([RUN, ...outcomes.flatMap((outcome, index) => [started(String(index)), ended(String(index), { outcome })])]));
  expect(counts).toEqual({ 'as-expected': 1, surprise: 2, 'harness-error': 1, 'control-refused': 3, 'timed-out': 0, unrun: 0 });
});

test('a run that never ended counts as interrupted, lasted to its last line, and has a scenario that never ended among those not judged', () => {
  const { interrupted, wallSeconds, scenarios, unjudged } = resultsOf(lines([{ ...RUN, folder: '/shop' } as JournalEvent, started('a'), ...rollout('a', 'first')]));
  expect({ interrupted, wallSeconds, scenarios, unjudged }).toEqual({
    interrupted: true, wallSeconds: 6, scenarios: [],
    unjudged: { begun: [{ id: 'a', title: 'the scenario a', family: 'pages', location: { file: 'scenarios/pages.scenario.ts', line: 3 } }] },
  });
});

test.each<[string, JournalEvent[], number | undefined]>([
  ['with those that were not begun, as far as they were announced', [started('a'), started('b'), ended('b')], 3],
  ['none, where all had ended', [started('a'), ended('a'), started('b'), ended('b'), started('c'), ended('c'), started('d'), ended('d')], 0],
])('an interrupted run has the number of scenarios that were not judged: %s', (_, events, count) => {
  const run = lines([{ ...RUN, scenarios: 4 } as JournalEvent, ...events, { type: 'run-ended', wallSeconds: 9, interrupted: true }]);
  expect(resultsOf(run).unjudged?.count).toBe(count);
});

test('a run that came to its end has no word of it', () => {
  expect(resultsOf(lines([RUN, { type: 'run-ended', wallSeconds: 9, interrupted: false }]))).not.toHaveProperty('unjudged');
});

test('an empty journal gives results that say that nothing is known', () => {
  expect(resultsOf([])).toMatchObject({ schemaVersion: 1, runtime: 'unknown', pace: 'unknown', interrupted: true, scenarios: [], controls: [] });
});
