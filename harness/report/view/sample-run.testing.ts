import type { RunResults, ScenarioResult } from '../results.js';
import type { ProbeRecord, RolloutRecord } from '../rollout-record.js';

interface Size {
  readonly scenarios: number;
  readonly probesEach: number;
  /** Bends each text that comes from an app or its author. */
  readonly text?: (plain: string) => string;
}

/** What becomes of the scenarios, again and again. */
const SORTS = ['rejected', 'rejected', 'accepted', 'surprise', 'rejected', 'error', 'accepted', 'flaky', 'slow', 'rejected'] as const;
type Sort = (typeof SORTS)[number];

/** Which of ten is rolled out beside an old fleet, and of which one of three instances is bad. */
const BESIDE_OLD = 6;
const ONE_OF_THREE = 9;

const FAMILIES = ['database', 'settings', 'pages', 'process', 'release'];
const CHECKS = ['database', 'migrations', 'pages'];

const plainText = (text: string): string => text;

/**
 * Results of a run that never was, the same each time: of ten scenarios one is a surprise, one an error of the harness, one
 * flaky; one is rolled out beside an old fleet, which it hurts, and of another one of three instances is bad.
 */
export function sampleRun({ scenarios: count, probesEach, text = plainText }: Size): RunResults {
  const scenarios = Array.from({ length: count }, (_, index) => sampleScenario(index, probesEach, text));
  const countOf = (outcome: ScenarioResult['outcome']): number => scenarios.filter((scenario) => scenario.outcome === outcome).length;
  return {
    schemaVersion: 1,
    facts: {
      startedAt: '2026-01-02T03:04:05.678Z', canarybed: '1.2.3', node: 'v20.19.0', platform: 'linux x64', processors: 2, command: 'canarybed run',
      commit: '0123456789abcdef', branch: text('main'), link: 'https://ci.example.com/1',
    },
    runtime: 'embedded',
    pace: 'fast',
    wallSeconds: 61.5,
    interrupted: false,
    counts: {
      'as-expected': countOf('as-expected'), surprise: countOf('surprise'), 'harness-error': countOf('harness-error'),
      'control-refused': countOf('control-refused'), 'timed-out': countOf('timed-out'), unrun: 1,
    },
    controls: [{ accepted: true, bootSeconds: 0.7, detail: text('in service') }],
    scenarios,
    unrun: [{ title: text('a scenario to be written'), family: 'database', why: 'todo', reason: text('not yet') }],
    bodies: { good: text('{"status":"pass"}'), bad: text('{"status":"fail","checks":{"database":[{"status":"fail"}]}}') },
  };
}

function sampleScenario(index: number, probesEach: number, text: (plain: string) => string): ScenarioResult {
  const sort = SORTS[index % SORTS.length] ?? 'rejected';
  const family = FAMILIES[index % FAMILIES.length] ?? 'database';
  const title = text(`release ${index} is broken in its ${family}`);
  return {
    id: `release-${index}`,
    title,
    family,
    location: { file: text(`scenarios/${family}.scenario.ts`), line: index + 3 },
    source: { firstLine: index + 3, lines: [text(`scenario('${title}', {`), '});'] },
    faults: sort === 'accepted' ? [] : [{ name: `${family}.down`, summary: text(`the ${family} is down, sort ${index % 100}`) }],
    expectation: { verdict: sort === 'accepted' || sort === 'flaky' ? 'accepted' : 'rejected', harm: 'hurt' },
    healthCheck: 'HTTP:80/health every 15 s, 5 s timeout, 2 passes up, 10 failures down',
    numbers: { target: 'HTTP:80/health', interval: 15, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 10, initialSuccesses: 2, deadline: 60 },
    balancer: 'classic',
    pace: 'fast',
    checksSent: probesEach,
    checksProjected: 0,
    wallSeconds: 12.5,
    evidence: [{ fault: text('the database is down'), live: true, sentence: text('0 connections') }],
    otherKinds: [{ kind: 'tcp', sentence: text('would pass') }],
    otherDecisions: [],
    users: [{ request: text('front page'), status: 500, tookMs: 12 }],
    events: [],
    rollout: sampleRollout(index, sort, probesEach, text),
    difference: { settings: [{ name: 'DATABASE_URL', control: text('postgres://good'), release: text('postgres://bad') }], files: [{ path: text('views/front.ejs'), change: 'changed', lines: [{ kind: 'removed', text: text('<h1>Kettles</h1>') }, { kind: 'added', text: text('<h1>Pots</h1>') }] }], faults: [text(`the ${family} is down`)] },
    answers: { control: 'good', release: 'bad' },
    reproduce: text('npx canarybed run'),
    ...endOf(index, sort, text),
    ...(index % SORTS.length === BESIDE_OLD ? besideOld(text) : {}),
  };
}

/** The canary is fine, and every second request through the balancer fails on the old fleet. */
function besideOld(text: (plain: string) => string): Partial<ScenarioResult> {
  const counts = { requests: 51, errors: 22 };
  return {
    faults: [{ name: 'migration.breaks-old', summary: text('a column that the old fleet reads is renamed') }],
    beside: { oldHarm: 'hurt', users: { ...counts, byFleet: { old: counts }, byPhase: { rollout: counts }, examples: [text('list: status 500 instead of 200')] }, replacements: 0, oldFleet: 'untouched' },
  };
}

const ACCEPTED: ReadonlySet<Sort> = new Set(['accepted', 'flaky', 'surprise']);

function endOf(index: number, sort: Sort, text: (plain: string) => string): Pick<ScenarioResult, 'outcome'> & Partial<ScenarioResult> {
  if (sort === 'error') return { outcome: 'harness-error', error: text('the port was taken') };
  const end = ACCEPTED.has(sort) ? acceptedEnd(sort, text) : rejectedEnd(index, sort, text);
  const isSurprise = sort === 'surprise';
  return {
    ...end,
    outcome: isSurprise ? 'surprise' : 'as-expected',
    judgement: isSurprise ? { outcome: 'surprise', differences: [text('expected rejected, got accepted')] } : { outcome: 'as-expected' },
    ...(sort === 'flaky' ? { retries: { flaky: true, attempts: 2 } } : {}),
    confirmation: { state: 'confirmed', watchedSeconds: 20 },
  };
}

function acceptedEnd(sort: Sort, text: (plain: string) => string): Partial<ScenarioResult> {
  const harm = sort === 'surprise' ? 'hurt' : 'fine';
  return {
    verdict: { verdict: 'accepted', at: 30, comparison: text('1 of 1 instances in service') },
    reason: 'in service',
    harm,
    hurt: harm === 'hurt' ? [text('front page: status 500 instead of 200')] : [],
    observed: { outcome: 'passed', status: 200, body: text('{"status":"pass"}'), failingChecks: [], checks: Object.fromEntries(CHECKS.map((name) => [name, false])), exits: [], listening: true },
  };
}

function rejectedEnd(index: number, sort: Sort, text: (plain: string) => string): Partial<ScenarioResult> {
  const failing = sort === 'slow' ? [] : [CHECKS[index % 2] ?? 'database'];
  return {
    verdict: { verdict: 'rejected', at: 60.25 + (index % 7), comparison: text('0 of 1 instances in service at the deadline') },
    reason: sort === 'slow' ? 'timeout' : `check ${failing.join()}`,
    harm: 'hurt',
    hurt: [text('front page: status 500 instead of 200')],
    observed: {
      ...(sort === 'slow' ? { outcome: 'timeout' } : { outcome: 'response-code-mismatch', status: 503, body: text('{"status":"fail"}') }),
      failingChecks: failing,
      checks: Object.fromEntries(CHECKS.map((name) => [name, failing.includes(name)])),
      exits: [],
      listening: true,
    },
    detect: { seconds: 45 + (index % 30), minimum: 15 },
  };
}

/** Instances of a rollout: one of an old fleet beside the canary, or two good ones beside a bad one. */
function instancesOf(index: number): readonly { readonly id: string; readonly side?: string; readonly isGood: boolean }[] {
  const id = `i-${index}`;
  if (index % SORTS.length === BESIDE_OLD) return [{ id: `${id}-old`, side: 'old', isGood: true }, { id, side: 'canary', isGood: true }];
  if (index % SORTS.length === ONE_OF_THREE) return [{ id: `${id}-a`, isGood: true }, { id: `${id}-b`, isGood: true }, { id, isGood: false }];
  return [{ id, isGood: false }];
}

function sampleRollout(index: number, sort: Sort, probesEach: number, text: (plain: string) => string): RolloutRecord {
  const instance = `i-${index}`;
  const instances = instancesOf(index);
  return {
    began: 0,
    env: { PORT: '80', DATABASE_URL: text('postgres://shop') },
    instances: instances.map(({ id, side, isGood }) => ({
      id,
      ...(side === undefined ? {} : { side }),
      events: [
        { at: 0, event: 'starting', sentence: 'its process 1 starts' },
        { at: 0.7, event: 'listening', sentence: 'its port is open after 0.7 s' },
        ...(isGood ? [] : [{ at: 1, event: 'fault-struck', sentence: text('the database is down') }]),
      ],
      log: [{ at: 1.25, line: text('\u001b[31merror\u001b[0m connect ECONNREFUSED') }],
    })),
    probes: Array.from({ length: probesEach }, (_, number) => {
      const { id, isGood } = instances[number % instances.length] ?? { id: instance, isGood: false };
      return sampleProbe(id, number, isGood ? 'accepted' : sort, text);
    }),
    transitions: instances.map(({ id, isGood }) => ({
      instance: id,
      at: 30,
      ...(isGood || sort === 'accepted'
        ? { state: 'InService' }
        : { state: 'OutOfService', reasonCode: 'ELB', description: text('Instance has failed at least the UnhealthyThreshold number of health checks consecutively.') }),
    })),
    phases: [{ phase: 'rollout', at: 0 }],
    activities: [],
    users: [{ instance, time: 2, request: text('front page'), status: 500, tookMs: 20, body: 'bad' }],
    otherKinds: [{ instance, kind: 'tcp', sentence: text('would pass') }],
    otherDecisions: [],
  };
}

function sampleProbe(instance: string, number: number, sort: Sort, text: (plain: string) => string): ProbeRecord {
  const passed = sort === 'accepted' || number === 1;
  const timedOut = !passed && sort === 'slow';
  return {
    instance,
    phase: 'rollout',
    at: number * 0.5 + 0.000123,
    tookMs: 3 + ((number * 7) % 40),
    outcome: passed ? 'passed' : timedOut ? 'timeout' : 'response-code-mismatch',
    ...(timedOut ? {} : { status: passed ? 200 : 503, headers: { 'content-type': 'application/json', 'x-app': text('shop') }, body: passed ? 'good' : 'bad' }),
    detail: text(passed ? '200 is 200' : timedOut ? 'no answer in 5 s' : '503 is not 200'),
    ...(number > 3 && (sort === 'slow' || (number % 2 === 1 && instance.endsWith(String(BESIDE_OLD)))) ? { projected: true as const } : {}),
  };
}
