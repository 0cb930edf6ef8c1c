import fc from 'fast-check';
import type { BalancerKind } from '../model/health-check.js';
import { chooseTarget, freshRouting, type Candidate, type RoutingRules } from './choose-target.js';

const KINDS: readonly BalancerKind[] = ['classic', 'application', 'network'];
const METHODS = ['least-outstanding', 'round-robin'] as const;

const target = (id: string, change: Partial<Candidate> = {}): Candidate => ({ id, inService: true, draining: false, ...change });
const rules = (change: Partial<RoutingRules> = {}): RoutingRules => ({ kind: 'classic', method: 'least-outstanding', slowStart: 0, ...change });

/** Makes so many choices, each request over before the next, and tells who was chosen. */
function series(chosenBy: RoutingRules, targets: readonly Candidate[], count: number, now = 0): (string | undefined)[] {
  let memory = freshRouting();
  return Array.from({ length: count }, () => {
    const choice = chooseTarget(chosenBy, { targets, outstanding: () => 0, now }, memory);
    memory = choice.memory;
    return choice.target?.id;
  });
}

const shareOf = (id: string, chosen: readonly (string | undefined)[]): number => chosen.filter((one) => one === id).length / chosen.length;

const anyTarget = fc.record({ inService: fc.boolean(), draining: fc.boolean(), since: fc.integer({ min: 0, max: 200 }), load: fc.nat(4) });
const anyField = fc.array(anyTarget, { maxLength: 6 }).map((targets) => targets.map((one, index) => ({ ...one, id: `i-${index}` })));
const anyRules = fc.record({
  kind: fc.constantFrom(...KINDS),
  method: fc.constantFrom(...METHODS),
  slowStart: fc.constantFrom(0, 30, 100),
});

/** Candidates of the generated field, with their loads beside them. */
function fieldOf(generated: readonly { id: string; inService: boolean; draining: boolean; since: number; load: number }[], now: number) {
  const loads = new Map(generated.map(({ id, load }) => [id, load]));
  const targets = generated.map(({ id, inService, draining, since }) => target(id, { inService, draining, inServiceSince: since }));
  return { targets, outstanding: (id: string) => loads.get(id) ?? 0, now };
}

test('never asks a draining target, nor one out of service while another is in service', () => {
  fc.assert(
    fc.property(anyRules, fc.array(anyField, { minLength: 1, maxLength: 8 }), (chosenBy, moments) => {
      let memory = freshRouting();
      moments.forEach((generated, index) => {
        const field = fieldOf(generated, 200 + index);
        const choice = chooseTarget(chosenBy, field, memory);
        memory = choice.memory;
        const staying = field.targets.filter((one) => !one.draining);
        const serving = staying.filter((one) => one.inService);
        const allowed = serving.length > 0 || chosenBy.kind === 'classic' ? serving : staying;
        if (allowed.length === 0) expect(choice.target).toBeUndefined();
        else expect(allowed).toContain(choice.target);
      });
    }),
  );
});

test('without slow start the chosen one has the fewest requests under way', () => {
  fc.assert(
    fc.property(anyField, fc.option(fc.constantFrom('i-0', 'i-3')), (generated, last) => {
      const field = fieldOf(generated, 200);
      const { target: chosen } = chooseTarget(rules(), field, { ...freshRouting(), last: last ?? undefined });
      const serving = field.targets.filter((one) => one.inService && !one.draining).map(({ id }) => field.outstanding(id));
      if (chosen) expect(field.outstanding(chosen.id)).toBe(Math.min(...serving));
    }),
  );
});

test.each(METHODS)('equals take turns under %s', (method) => {
  const chosen = series(rules({ method }), [target('a'), target('b', { inService: false }), target('c'), target('d')], 7);
  expect(chosen).toEqual(['a', 'c', 'd', 'a', 'c', 'd', 'a']);
});

test('the turn goes on where the last chosen one stood, and begins anew when that one has left', () => {
  const after = (last: string): string | undefined =>
    chooseTarget(rules(), { targets: [target('a'), target('b'), target('c')], outstanding: () => 0, now: 0 }, { ...freshRouting(), last }).target?.id;
  expect([after('b'), after('c'), after('gone')]).toEqual(['c', 'a', 'a']);
});

describe('with nobody in service', () => {
  const sick = [target('a', { inService: false }), target('b', { inService: false }), target('c', { draining: true })];

  test.each([
    ['classic', [undefined, undefined]],
    ['application', ['a', 'b']],
    ['network', ['a', 'b']],
  ] as const)('a %s balancer asks %j', (kind, expected) => {
    expect(series(rules({ kind }), sick, 2)).toEqual(expected);
  });

  test.each(KINDS)('a %s balancer without registered targets asks nobody', (kind) => {
    expect(series(rules({ kind }), [], 1)).toEqual([undefined]);
    expect(series(rules({ kind }), [target('a', { draining: true })], 1)).toEqual([undefined]);
  });

  test('fail-open knows no slow start', () => {
    const targets = sick.map((one) => ({ ...one, inServiceSince: 0 }));
    expect(series(rules({ kind: 'application', slowStart: 100 }), targets, 4, 1)).toEqual(['a', 'b', 'a', 'b']);
  });
});

describe('slow start', () => {
  const slow = rules({ kind: 'application', slowStart: 100 });
  const old = target('old', { inServiceSince: 0 });

  test.each([
    [0, 0],
    [25, 0.2],
    [50, 1 / 3],
    [100, 0.5],
    [500, 0.5],
  ])('%d clock seconds after it came into service a second target has a share of %d', (age, share) => {
    const chosen = series(slow, [old, target('new', { inServiceSince: 1000 })], 600, 1000 + age);
    expect(shareOf('new', chosen)).toBeCloseTo(share, 2);
  });

  test('a small share is spread evenly', () => {
    const chosen = series(slow, [old, target('new', { inServiceSince: 1000 })], 60, 1020);
    const turns = chosen.flatMap((id, index) => (id === 'new' ? [index] : []));
    expect(turns.slice(1).map((turn, index) => turn - (turns[index] ?? 0))).toEqual(Array(turns.length - 1).fill(6));
  });

  test('shares are proportional to weights, whatever the ages', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 1, maxLength: 4 }), (ages) => {
        const young = ages.map((age, index) => target(`n-${index}`, { inServiceSince: 1000 - age }));
        const weights = [1, ...ages.map((age) => Math.min(1, age / 100))];
        const sum = weights.reduce((total, weight) => total + weight);
        const chosen = series(slow, [old, ...young], 1000, 1000);
        [old, ...young].forEach(({ id }, index) => expect(Math.abs(shareOf(id, chosen) - (weights[index] ?? 0) / sum)).toBeLessThan(0.01));
      }),
      { numRuns: 30 },
    );
  });

  test('the first targets of an empty group have their full share at once', () => {
    const group = [target('a', { inServiceSince: 10 }), target('b', { inServiceSince: 10 })];
    expect(shareOf('b', series(slow, group, 100, 11))).toBe(0.5);
  });
});
