import fc from 'fast-check';
import { answerText } from '../balancer/answer-text.js';
import { endOfAnswer } from '../balancer/classify.js';
import { ResponseParser } from '../balancer/response-parser.js';
import type { BalancerKind, HealthCheck } from './health-check.js';
import { decideAs, decisionText, type KindDecision } from './kind-decision.js';
import type { ProbeOutcome, ProbeResult } from './probe-result.js';
import { newTarget, step, thresholdsOf, type TargetHealth } from './target-health.js';

const CHECK: HealthCheck = { target: 'HTTP:80/health', interval: 10, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 2 };
const KINDS: readonly BalancerKind[] = ['classic', 'application', 'network'];

/** How a body's end is told. */
type Framing = 'length' | 'chunks' | 'close' | 'no body';

interface Wire {
  readonly status: number;
  readonly framing: Framing;
}

/** An answer's bytes as the checks of some kind of balancer make of them. */
function seenBy(kind: BalancerKind, check: HealthCheck, { status, framing }: Wire): Omit<ProbeResult, 'at'> {
  const head = { length: 'Content-Length: 2\r\n\r\nok', chunks: 'Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n', close: '\r\nok', 'no body': 'Content-Length: 0\r\n\r\n' }[framing];
  const parser = new ResponseParser();
  const first = parser.feed(Buffer.from(`HTTP/1.1 ${status} So\r\n${head}`));
  const ending = endOfAnswer(first, kind, check, 3) ?? endOfAnswer(parser.end(), kind, check, 3);
  const { answer } = parser;
  if (!ending || answer.phase === 'head' || !answer.head) throw new Error('expected a whole answer');
  const { headers } = answer.head;
  return { tookMs: 3, ...ending, status, headers, body: answerText(headers, answer.body) };
}

const failed = (outcome: ProbeOutcome): Omit<ProbeResult, 'at'> => ({ tookMs: 3, outcome, detail: outcome });
const timed = (probes: readonly Omit<ProbeResult, 'at'>[]): ProbeResult[] => probes.map((probe, index) => ({ ...probe, at: index * 10 }));

/** What the kinds would have decided on four like checks, in the order of `KINDS`: when in service, or why not. */
const decided = (probe: Omit<ProbeResult, 'at'>, check = CHECK): string[] =>
  KINDS.map((kind) => {
    const decision = decideAs(kind, check, timed([probe, probe, probe, probe]));
    return 'underivable' in decision ? 'underivable' : decision.inServiceAt === undefined ? 'never' : `at ${decision.inServiceAt}`;
  });

const ALL = ['at 10', 'at 0', 'at 0'];
const NOBODY = ['never', 'never', 'never'];

describe.each(KINDS)('checks that a %s balancer sent', (kind) => {
  test.each<[string, Wire, string[]]>([
    ['a 200', { status: 200, framing: 'length' }, ALL],
    ['a 200 in chunks', { status: 200, framing: 'chunks' }, ALL],
    ['an empty 200', { status: 200, framing: 'no body' }, ALL],
    ['a 200 with an unframed body', { status: 200, framing: 'close' }, ['never', 'at 0', 'at 0']],
    ['a 204', { status: 204, framing: 'no body' }, ['never', 'never', 'at 0']],
    ['a redirect', { status: 301, framing: 'length' }, ['never', 'never', 'at 0']],
    ['a redirect with an unframed body', { status: 302, framing: 'close' }, ['never', 'never', 'at 0']],
    ['a login', { status: 401, framing: 'length' }, NOBODY],
    ['a failure', { status: 503, framing: 'length' }, NOBODY],
  ])('and that got %s', (_, wire, expected) => expect(decided(seenBy(kind, CHECK, wire))).toEqual(expected));
});

test.each<[string, string, Wire, string[]]>([
  ['lets a 204 pass where it names it', '200,204', { status: 204, framing: 'no body' }, ['never', 'at 0', 'at 0']],
  ['refuses a redirect where it does not', '200', { status: 301, framing: 'length' }, NOBODY],
  ['refuses even a 200, but of a classic balancer', '404', { status: 200, framing: 'length' }, ['at 10', 'never', 'never']],
  ['lets a failure pass', '400-499', { status: 404, framing: 'length' }, ['never', 'at 0', 'at 0']],
])('a matcher %s', (_, matcher, wire, expected) => {
  const check = { ...CHECK, matcher };
  expect(decided(seenBy('application', check, wire), check)).toEqual(expected);
});

test.each<ProbeOutcome>(['timeout', 'connection-refused', 'connection-reset', 'malformed-response', 'tls-error', 'unreachable'])(
  'no kind passes a check that ended with %s',
  (outcome) => {
    expect(decided(failed(outcome))).toEqual(NOBODY);
    expect(decided({ ...failed(outcome), status: 200, headers: { 'content-length': '9' }, body: 'half' })).toEqual(NOBODY);
  },
);

test.each<[string, string[]]>([
  ['TCP:80', ['at 10', 'underivable', 'at 0']],
  ['SSL:443', ['at 10', 'underivable', 'underivable']],
  ['HTTPS:443/health', ['at 10', 'at 0', 'at 0']],
])('a check of %s that connected', (target, expected) => expect(decided(failed('passed'), { ...CHECK, target })).toEqual(expected));

test('what cannot be derived says why', () => {
  const decision = decideAs('application', { ...CHECK, target: 'TCP:80' }, []);
  expect(decision).toEqual({ kind: 'application', underivable: 'application balancers check with HTTP, HTTPS only, not with TCP' });
  expect(decisionText(decision)).toBe('cannot be derived: application balancers check with HTTP, HTTPS only, not with TCP');
});

test('the first registration of a classic balancer is a setting, that of the others one check', () => {
  const passed = seenBy('classic', CHECK, { status: 200, framing: 'length' });
  expect(decided(passed, { ...CHECK, healthyThreshold: 4 })).toEqual(['at 30', 'at 0', 'at 0']);
  expect(decided(passed, { ...CHECK, healthyThreshold: 4, initialSuccesses: 1 })).toEqual(['at 0', 'at 0', 'at 0']);
});

test.each<[string, number, Partial<Exclude<KindDecision, { underivable: string }>>, string]>([
  ['', 0, { states: 0, inService: false }, 'would never have been in service'],
  ['-', 0, { states: 0, inService: false }, 'would never have been in service'],
  ['--', 0, { states: 1, inService: false }, 'would never have been in service'],
  ['+', 4.26, { inServiceAt: 4.26, states: 1, inService: true }, 'would have been in service at 4.3 s'],
  ['-+', 0, { inServiceAt: 10, states: 1, inService: true }, 'would have been in service at 10 s'],
  ['+-', 0, { inServiceAt: 0, states: 1, inService: true }, 'would have been in service at 0 s'],
  ['+--', 0, { inServiceAt: 0, states: 2, inService: false }, 'would have been in service at 0 s, and out of it again'],
  ['+--++', 0, { inServiceAt: 0, states: 3, inService: true }, 'would have been in service at 0 s'],
])('of the checks "%s" from %d s on an application balancer makes %j', (marks, from, expected, text) => {
  const probes = timed([...marks].map((mark) => (mark === '+' ? seenBy('classic', CHECK, { status: 200, framing: 'length' }) : failed('timeout'))));
  const decision = decideAs('application', CHECK, probes.map((probe) => ({ ...probe, at: probe.at + from })));
  expect(decision).toEqual({ kind: 'application', ...expected });
  expect(decisionText(decision)).toBe(text);
});

const kinds = fc.constantFrom(...KINDS);
const wire: fc.Arbitrary<Wire> = fc
  .record({ status: fc.constantFrom(200, 201, 204, 301, 304, 401, 404, 500, 503), framing: fc.constantFrom<Framing>('length', 'chunks', 'close', 'no body') })
  .map(({ status, framing }) => ({ status, framing: status === 204 || status === 304 ? ('no body' as const) : framing }));
const silence = fc.constantFrom<ProbeOutcome>('timeout', 'connection-refused', 'connection-reset');
/** Runs of like answers, so that thresholds are reached often. */
const history = fc
  .array(fc.tuple(fc.oneof({ weight: 4, arbitrary: wire }, { weight: 1, arbitrary: silence }), fc.integer({ min: 1, max: 4 })), { maxLength: 8 })
  .map((runs) => runs.flatMap(([one, length]) => Array.from({ length }, () => one)));
const checks = fc.record({
  healthyThreshold: fc.integer({ min: 2, max: 4 }),
  unhealthyThreshold: fc.integer({ min: 2, max: 4 }),
}).map((thresholds): HealthCheck => ({ ...CHECK, ...thresholds }));

const probesOf = (kind: BalancerKind, check: HealthCheck, all: readonly (Wire | ProbeOutcome)[]): ProbeResult[] =>
  timed(all.map((one) => (typeof one === 'string' ? failed(one) : seenBy(kind, check, one))));

/** Goes through the checks as the balancer itself does. */
function stepped(kind: BalancerKind, check: HealthCheck, probes: readonly ProbeResult[]): KindDecision {
  let health: TargetHealth = newTarget();
  const states: { readonly at: number; readonly state: string }[] = [];
  for (const { at, outcome } of probes) {
    health = step(health, outcome === 'passed', thresholdsOf(check, kind)).health;
    if (health.state !== (states.at(-1)?.state ?? 'initial')) states.push({ at, state: health.state });
  }
  const first = states.find(({ state }) => state === 'healthy');
  return { kind, ...(first ? { inServiceAt: first.at } : {}), states: states.length, inService: health.state === 'healthy' };
}

test('of its own checks each kind decides as it did', () => {
  fc.assert(fc.property(kinds, checks, fc.option(fc.constantFrom('200', '200-299', '200,404', '301-404'), { nil: undefined }), history, (kind, plain, matcher, all) => {
    const check = kind === 'classic' || matcher === undefined ? plain : { ...plain, matcher };
    const probes = probesOf(kind, check, all);
    expect(decideAs(kind, check, probes)).toEqual(stepped(kind, check, probes));
  }));
});

test('and of the checks of another kind as it would have done, had it sent them', () => {
  fc.assert(fc.property(kinds, kinds, checks, history, (asked, kind, check, all) => {
    expect(decideAs(kind, check, probesOf(asked, check, all))).toEqual(stepped(kind, check, probesOf(kind, check, all)));
  }));
});
