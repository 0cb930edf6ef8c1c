import fc from 'fast-check';
import { faultsFor } from '../faults/index.js';
import { scenarioOf, SHOP_RELEASE } from '../model/release.testing.js';
import type { Scenario, UnrunScenario } from '../model/scenario.js';
import { wallSecondsOf } from './longest-first.js';
import { dealtOut, scenariosOfShard, shardName, unrunOfShard } from './shard.js';

const fault = faultsFor<string, string, string>(SHOP_RELEASE);

/** Weights from nothing but a boot to many minutes. */
const KINDS: readonly Partial<Scenario>[] = [
  {},
  { faults: [fault.database.hung()] },
  { faults: [fault.process.listenLate({ seconds: 40 })] },
  { pace: 'realtime', deadline: 600 },
  { faults: [fault.process.crashOnStart()], expectation: { verdict: 'rejected', because: { exitCode: 1 } } },
];

const scenarios = fc
  .uniqueArray(fc.record({ id: fc.string({ minLength: 1, maxLength: 6 }), kind: fc.constantFrom(...KINDS) }), { selector: ({ id }) => id, maxLength: 40 })
  .map((all) => all.map(({ id, kind }) => scenarioOf({ ...kind, id, title: id })));
const count = fc.integer({ min: 1, max: 9 });

const all = (from: readonly Scenario[], shards: number): Scenario[][] => Array.from({ length: shards }, (_, at) => scenariosOfShard(from, { index: at + 1, count: shards }));
const ids = (some: readonly { readonly id: string }[]): string[] => some.map(({ id }) => id).sort();
const load = (some: readonly Scenario[]): number => some.reduce((sum, scenario) => sum + 1 + wallSecondsOf(scenario), 0);

test('every scenario falls to exactly one shard', () => {
  fc.assert(fc.property(scenarios, count, (from, shards) => expect(ids(all(from, shards).flat())).toEqual(ids(from))));
});

test('the split is the same in whatever order files were loaded, and keeps that order within a shard', () => {
  fc.assert(fc.property(scenarios, count, fc.infiniteStream(fc.nat()), (from, shards, dice) => {
    const keys = new Map(from.map(({ id }) => [id, dice.next().value as number]));
    const shuffled = [...from].sort((a, b) => (keys.get(a.id) ?? 0) - (keys.get(b.id) ?? 0));
    expect(all(shuffled, shards).map(ids)).toEqual(all(from, shards).map(ids));
    for (const shard of all(shuffled, shards)) expect(shard).toEqual(shuffled.filter((scenario) => shard.includes(scenario)));
  }));
});

test('what was dealt out is the same in whatever order, and other once a scenario is there or not', () => {
  fc.assert(fc.property(scenarios, (from) => {
    expect(dealtOut([...from].reverse())).toEqual(dealtOut(from));
    const more = [...from, scenarioOf({ id: 'one more', title: 'one more' })];
    expect(dealtOut(more).scenarios).toBe(from.length + 1);
    // As many, and one of them another.
    if (from.length > 0) expect(dealtOut(more.slice(1)).hash).not.toBe(dealtOut(from).hash);
  }));
});

test('no shard has more to do than another by more than the longest scenario', () => {
  fc.assert(fc.property(scenarios, count, (from, shards) => {
    const loads = all(from, shards).map(load);
    expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(Math.max(0, ...from.map((scenario) => load([scenario]))));
  }));
});

test('long scenarios of one file do not stay together', () => {
  const long = ['a', 'b', 'c'].map((id) => scenarioOf({ id, pace: 'realtime', deadline: 600 }));
  expect(all(long, 3).map(ids)).toEqual([['a'], ['b'], ['c']]);
});

test('scenarios that take no time of their own are spread too', () => {
  const gone = ['a', 'b', 'c', 'd'].map((id) => scenarioOf({ ...KINDS[4], id }));
  expect(all(gone, 2).map(ids)).toEqual([['a', 'c'], ['b', 'd']]);
});

test('a title that is not run is told of by one shard', () => {
  const unrun = fc.array(fc.record({ title: fc.string(), line: fc.nat() }).map(({ title, line }): UnrunScenario => ({ title, family: 'x', location: { file: 'x', line }, why: 'todo', reason: 'to be written' })));
  fc.assert(fc.property(unrun, count, (from, shards) => {
    const told = Array.from({ length: shards }, (_, at) => unrunOfShard(from, { index: at + 1, count: shards })).flat();
    expect(told).toHaveLength(from.length);
    expect(new Set(told)).toEqual(new Set(from));
  }));
});

test('a shard is named as it is asked for', () => expect(shardName({ index: 2, count: 3 })).toBe('2/3'));
