import type { FileChange } from '../../../model/file-change.js';
import type { RunResults, ScenarioResult } from '../../results.js';
import type { ProbeRecord, RolloutRecord } from '../../rollout-record.js';

/** What a page may take for its own where it is not careful. */
export const HOSTILE = `</script><script>window.hacked=1</script><img src=x onerror="window.hacked=2">\u2028&amp;'"`;

const GOOD = JSON.stringify({ status: 'pass', checks: { database: [{ status: 'pass' }], pages: [{ status: 'pass' }] } });
const BAD = JSON.stringify({ status: 'fail', checks: { database: [{ status: 'fail', output: `connect ECONNREFUSED ${HOSTILE}` }], pages: [{ status: 'pass' }] } });

export const BODIES = {
  good: GOOD, bad: BAD, long: `{"text":"${'x'.repeat(8180)}\n[cut here: 90000 bytes in all]`, page: `<h1>${HOSTILE}</h1>`,
  request: `GET /health HTTP/1.1\r\nHost: 10.0.1.23:3000\r\nUser-Agent: ELB-HealthChecker/2.0\r\nX-Probe: ${HOSTILE}\r\n\r\n`,
};

const probe = (at: number, more: Partial<ProbeRecord>): ProbeRecord => ({ instance: 'i-1', phase: 'rollout', at, tookMs: 40, outcome: 'passed', request: 'request', status: 200, headers: { server: HOSTILE }, body: 'good', detail: '200 in 40 ms', ...more });
const refused = { outcome: 'response-code-mismatch', status: 503, body: 'bad', detail: '503 is not 200' } as const;

/** A canary that came into service, lost its database, and was refused; with a line of text of each sort that is not ours. */
const ROLLOUT: RolloutRecord = {
  began: 0,
  env: { NAME: HOSTILE },
  instances: [
    {
      id: 'i-1',
      events: [
        { at: 0, event: 'starting', sentence: 'its process 7 starts' },
        { at: 2, event: 'listening', sentence: 'its port is open after 2.0 s' },
        { at: 12, event: 'fault-struck', sentence: 'the database is down: refused' },
      ],
      log: [
        { at: 1, line: '\u001b[32mINFO\u001b[0m \u001b[1mmigrations\u001b[0m are up to date' },
        { at: 2, line: JSON.stringify({ level: 'info', msg: 'listening' }) },
        { at: 16, line: JSON.stringify({ level: 'error', msg: `fail ${HOSTILE}`, url: '/health' }) },
        { at: 17, line: `ERROR ${HOSTILE}` },
      ],
    },
  ],
  probes: [
    probe(1, { outcome: 'connection-refused', detail: 'connection refused', unsent: true, status: undefined, headers: undefined, body: undefined } as unknown as Partial<ProbeRecord>),
    probe(6, {}),
    probe(11, { body: 'long' }),
    probe(16, refused),
    probe(21, { outcome: 'timeout', detail: 'no answer within 2 s', tookMs: 2000 }),
    ...[26, 31, 36].map((at) => probe(at, { ...refused, projected: true })),
    ...[41, 46].map((at) => probe(at, { phase: 'watch', projected: true })),
  ],
  transitions: [
    { instance: 'i-1', at: 1, state: 'initial', reasonCode: 'Elb.InitialHealthChecking', description: 'Initial health checks in progress' },
    { instance: 'i-1', at: 11, state: 'healthy' },
    { instance: 'i-1', at: 21, state: 'unhealthy', reasonCode: 'Target.Timeout', description: HOSTILE },
  ],
  phases: [],
  activities: [{ group: 'canary', at: 22, event: 'health', sentence: `i-1 counts as Unhealthy (${HOSTILE})` }],
  users: [
    { instance: 'i-1', time: 9, request: 'front page', tookMs: 12, status: 500, contentType: 'text/html', body: 'page' },
    { instance: 'i-1', time: 9, request: 'order', tookMs: 15, status: 200, contentType: 'text/html' },
  ],
  otherKinds: [{ instance: 'i-1', kind: 'tcp', sentence: 'would pass: connected in 1 ms' }],
  otherDecisions: [{ instance: 'i-1', kind: 'classic', sentence: 'would never have been in service' }],
};

const BASE: ScenarioResult = {
  id: 'empty', title: 'nothing is known', family: 'database', location: { file: 'scenarios/a.scenario.ts', line: 3 }, faults: [], expectation: { verdict: 'rejected', because: 'database' },
  healthCheck: 'HTTP:3000/health every 5 s', balancer: 'application', evidence: [], otherKinds: [], otherDecisions: [], users: [], events: [], reproduce: "npx canarybed run scenarios/a.scenario.ts -t 'a'",
  outcome: 'harness-error', pace: 'fast', checksSent: 0, checksProjected: 0, wallSeconds: 0,
};

const FILES: readonly FileChange[] = [
  {
    path: `views/${HOSTILE}.ejs`, change: 'changed',
    lines: [{ kind: 'same', text: '<h1>' }, { kind: 'removed', text: 'Kettles' }, { kind: 'added', text: `Pots ${HOSTILE}` }, { kind: 'folded', count: 12 }],
  },
  { path: 'migrations/2.sql', change: 'removed', lines: [{ kind: 'removed', text: 'alter table items' }], linesLeftOut: 7 },
  { path: 'logo.png', change: 'removed', unshown: 'binary' },
  { path: 'bundle.js', change: 'changed', unshown: 'long' },
  { path: 'settings.yml', change: 'changed', lines: [] },
  { path: 'empty', change: 'added', lines: [] },
];

export const FULL: ScenarioResult = {
  ...BASE,
  id: 'full', title: `the database goes down ${HOSTILE}`, outcome: 'surprise',
  source: { firstLine: 3, lines: [`scenario('the database goes down', {`, `  expect: 'rejected', // ${HOSTILE}`, '});'] },
  faults: [{ name: 'database.down', summary: 'the database is down' }],
  numbers: { target: 'HTTP:3000/health', interval: 5, timeout: 2, healthyThreshold: 2, unhealthyThreshold: 2, initialSuccesses: 1, deadline: 60 },
  judgement: { outcome: 'surprise', differences: [`expected rejected, got accepted (${HOSTILE})`] },
  verdict: { verdict: 'accepted', at: 40, comparison: '1 of 1 instances in service at 40 s' }, reason: 'in service',
  harm: 'hurt', hurt: [`front page: status 500 instead of 200`], checksSent: 5, checksProjected: 5,
  evidence: [{ fault: 'the database is down', live: true, sentence: HOSTILE }],
  events: [{ instance: 'i-1', at: 16, via: 'syslog', event: { check: HOSTILE }, sentence: `the check database failed: ${HOSTILE}` }],
  difference: { settings: [{ name: 'NAME', control: 'a', release: HOSTILE }, { name: 'SECRET', control: '***', release: '***' }], files: FILES, filesLeftOut: 3, faults: ['the database is down'] },
  answers: { control: 'good', release: 'bad' },
  rollout: ROLLOUT,
};

/** As an earlier version wrote it. */
const OLD: ScenarioResult = {
  ...FULL, id: 'old', title: 'of an earlier version',
  difference: { settings: [], faults: ['the database is down'] },
  rollout: { ...ROLLOUT, probes: ROLLOUT.probes.map(({ request: _request, unsent: _unsent, ...known }) => known) },
};

/** As many checks as a long watch has. */
const LARGE: ScenarioResult = {
  ...FULL, id: 'large', title: 'five thousand checks',
  rollout: {
    ...ROLLOUT,
    probes: Array.from({ length: 5000 }, (_, index) => probe(index * 5, index % 10 === 9 ? refused : {})),
    instances: ROLLOUT.instances.map((instance) => ({ ...instance, log: Array.from({ length: 3000 }, (_, index) => ({ at: index * 8, line: `INFO line ${index}` })) })),
  },
};

/** Two instances, of which the second was asked only much later than it had a state. */
const TWO: ScenarioResult = {
  ...FULL, id: 'two', title: 'two instances',
  rollout: {
    ...ROLLOUT,
    instances: [...ROLLOUT.instances, { id: 'i-2', events: [], log: [] }],
    probes: [...ROLLOUT.probes, probe(40, { instance: 'i-2' })],
    transitions: [{ instance: 'i-1', at: 1, state: 'initial' }, { instance: 'i-2', at: 1, state: 'initial' }],
  },
};

const SCENARIOS: readonly ScenarioResult[] = [
  FULL,
  LARGE,
  TWO,
  OLD,
  { ...BASE, id: 'refused', title: 'the control is refused', outcome: 'control-refused', error: `the control was refused: ${HOSTILE}` },
  { ...BASE, id: 'error', title: 'the harness fails', error: 'no Postgres' },
  { ...BASE, id: 'bare', title: 'nothing came up', outcome: 'timed-out', rollout: { ...ROLLOUT, instances: [], probes: [], transitions: [], activities: [], users: [], otherKinds: [], otherDecisions: [] } },
];

export const RESULTS: RunResults = {
  schemaVersion: 1, facts: { startedAt: '2026-01-01T00:00:00.000Z', canarybed: '0.1.0', node: 'v20.0.0', platform: 'linux x64', processors: 2, command: 'canarybed run' },
  runtime: 'embedded', pace: 'fast', wallSeconds: 9, interrupted: false, counts: { 'as-expected': 0, surprise: 4, 'harness-error': 1, 'control-refused': 1, 'timed-out': 1, unrun: 0 },
  controls: [], scenarios: SCENARIOS, unrun: [], bodies: BODIES,
};
