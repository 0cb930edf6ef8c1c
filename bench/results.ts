import type { JournalEvent, JournalLine } from '../harness/model/journal.js';
import { resultsOf } from '../harness/report/results.js';
import { wallNow } from '../harness/model/wall-clock.js';
import { figureLine, median, numberAfter } from './figures.js';

/** Wall seconds in which the results of the journal below are to be derived. */
const MOST = 2;

/** The results of a large run, by a journal as a run writes it: `--scenarios` (2,000), with `--probes` (100) each. */
export async function benchResults(args: readonly string[]): Promise<boolean> {
  const [scenarios, probes] = [numberAfter(args, '--scenarios', 2000), numberAfter(args, '--probes', 100)];
  const lines = largeJournal(scenarios, probes);
  const times = Array.from({ length: numberAfter(args, '--runs', 5) }, () => {
    const startedAt = wallNow();
    if (resultsOf(lines).scenarios.length !== scenarios) throw new Error('a scenario is missing in the results');
    return wallNow() - startedAt;
  });
  const half = largeJournal(scenarios / 2, probes);
  const startedAt = wallNow();
  resultsOf(half);
  console.log(figureLine(`results of half as many`, wallNow() - startedAt, 's'));
  console.log(figureLine(`results of ${scenarios} scenarios, ${lines.length} lines, median`, median(times), 's', MOST));
  return median(times) <= MOST;
}

/** A journal whose scenarios run at once, so that their lines stand mixed; every tenth rollout is repeated. */
export function largeJournal(scenarios: number, probes: number): JournalLine[] {
  const events: JournalEvent[] = [
    { type: 'run-started', schemaVersion: 1, runtime: 'embedded', pace: 'fast', detail: 'generated', node: process.version, folder: '/shop' },
    ...rollout('control of shop', 'passed'),
    { type: 'control', key: 'shop', scenario: 'control of shop', accepted: true, bootSeconds: 0.4, detail: '1 of 1 in service' },
  ];
  const parallel = 20;
  for (let first = 0; first < scenarios; first += parallel) {
    const batch = Array.from({ length: Math.min(parallel, scenarios - first) }, (_, index) => scenarioEvents(first + index, probes));
    const longest = Math.max(...batch.map(({ length }) => length));
    for (let at = 0; at < longest; at += 1) events.push(...batch.flatMap((own) => own.slice(at, at + 1)));
  }
  events.push({ type: 'run-ended', wallSeconds: scenarios, interrupted: false });
  return events.map((event, index) => ({ time: index / 1000, ...event }));
}

function scenarioEvents(index: number, probes: number): JournalEvent[] {
  const scenario = `scenario-${index}`;
  return [
    {
      type: 'scenario-started', scenario, title: `scenario ${index}`, family: 'large', location: { file: `/shop/scenarios/large-${index % 50}.scenario.ts`, line: 3 },
      faults: [{ name: 'env.set', summary: 'DISK is set to sick' }], expectation: { verdict: 'rejected', because: 'disk' }, healthCheck: 'in words', balancer: 'classic',
      numbers: { target: 'HTTP:80/health', interval: 15, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 10, initialSuccesses: 2, deadline: 60 }, control: 'control of shop',
    },
    ...(index % 10 === 0 ? rollout(scenario, 'passed') : []),
    ...rollout(scenario, 'response-code-mismatch', probes),
    { type: 'users', scenario, instance: `i-${scenario}`, answers: Array.from({ length: 6 }, (_, n) => ({ request: `page ${n}`, status: 200, body: `<h1>page ${n} of ${index % 100}</h1>${'x'.repeat(2000)}`, tookMs: 4 })) },
    { type: 'log', scenario, instance: `i-${scenario}`, lines: Array.from({ length: 50 }, (_, n) => ({ at: n, line: logLine(index, n) })) },
    {
      type: 'scenario-ended', scenario, outcome: 'as-expected', verdict: { verdict: 'rejected', at: 60, comparison: '0 of 1 in service' },
      reason: 'check disk', harm: 'hurt', pace: 'fast', checksSent: probes, checksProjected: 0, wallSeconds: 2,
    },
  ];
}

/** As an app of ours answers, in health+json: with times of its own, so that no answer is the same twice. */
function healthAnswer(outcome: string, n: number): string {
  const checks = ['configuration', 'database', 'migrations', 'pages', 'room', 'orders', 'assets'].map((name, index) => [
    `${name}:ready`,
    [{ status: outcome === 'passed' ? 'pass' : 'fail', observedValue: (n * 7919 + index * 104729) % 10007, observedUnit: 'ms', time: new Date(n * 15000 + index).toISOString() }],
  ] as const);
  return JSON.stringify({ status: outcome === 'passed' ? 'pass' : 'fail', version: '1', releaseId: 'large', checks: Object.fromEntries(checks) });
}

const logLine = (scenario: number, n: number): string =>
  JSON.stringify({ level: 30, time: 1767225600000 + n * 37, pid: 1000 + scenario, req: { id: n, method: 'GET', url: `/items/${n}` }, res: { statusCode: n % 7 === 0 ? 500 : 200 }, responseTime: (n * 31) % 97, msg: 'request completed' });

function rollout(scenario: string, outcome: 'passed' | 'response-code-mismatch', probes = 5): JournalEvent[] {
  const instance = `i-${scenario}`;
  return [
    { type: 'attempt-started', scenario, pace: 'fast' },
    { type: 'instance', scenario, instance, at: 0, event: 'starting', detail: { type: 'starting', process: '1' } },
    { type: 'rollout-started', scenario, pace: 'fast', env: { DISK: outcome, URL: `pg://127.0.0.1:4${scenario.length}000/x` }, placed: ['URL'] },
    ...Array.from({ length: probes }, (_, n): JournalEvent[] => [
      { type: 'body', hash: `${scenario}-${outcome}-${n}`, text: healthAnswer(outcome, n) },
      {
        type: 'probe', scenario, instance, phase: 'rollout', at: n, tookMs: 3, outcome, status: outcome === 'passed' ? 200 : 503, detail: 'as answered', bodyHash: `${scenario}-${outcome}-${n}`,
        headers: { 'content-type': 'application/json', 'content-length': '60', date: 'Thu, 01 Jan 2026 00:00:00 GMT' },
      },
    ]).flat(),
    { type: 'verdict', scenario, verdict: { verdict: 'rejected', at: 60, comparison: '0 of 1 in service' } },
  ];
}
