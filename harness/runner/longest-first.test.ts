import fc from 'fast-check';
import { faultsFor } from '../faults/index.js';
import type { Fault } from '../model/fault.js';
import { scenarioOf, SHOP_RELEASE } from '../model/release.testing.js';
import type { Scenario } from '../model/scenario.js';
import { longestFirst } from './longest-first.js';

const fault = faultsFor<string, string, string>(SHOP_RELEASE);

const quick = (title: string, faults: Fault[] = []): Scenario => scenarioOf({ title, faults });
const order = (...scenarios: Scenario[]): string[] => longestFirst(scenarios).map(({ title }) => title);

const GONE = scenarioOf({ title: 'gone', faults: [fault.process.crashOnStart()], expectation: { verdict: 'rejected', because: { exitCode: 1 } } });

test('a scenario in real time goes before one that is skipped through, the later deadline first', () => {
  const real = (deadline: number): Scenario => scenarioOf({ title: `until ${deadline}`, pace: 'realtime', deadline });
  expect(order(quick('quick'), real(60), real(80))).toEqual(['until 80', 'until 60', 'quick']);
});

test('checks that end by time-out go before quick ones', () => {
  expect(order(quick('quick'), quick('hung', [fault.database.hung()]), quick('stopped', [fault.process.stop()]))).toEqual(['hung', 'stopped', 'quick']);
});

test('of several faults the longest counts', () => {
  const both = quick('both', [fault.database.down({ lasts: 3 }), fault.process.listenLate({ seconds: 40 })]);
  expect(order(quick('thirty', [fault.process.listenLate({ seconds: 30 })]), both)).toEqual(['both', 'thirty']);
});

test('a fault that ends is lived through', () => {
  expect(order(quick('quick'), quick('ends', [fault.database.down({ lasts: 3 })]))).toEqual(['ends', 'quick']);
});

test('a process that is expected to be gone is last, since nothing of it is left to be watched', () => {
  expect(order(GONE, quick('quick'))).toEqual(['quick', 'gone']);
});

test('nothing is lost, equal ones keep their order, and what came in is left as it was', () => {
  const pool = [quick('a'), quick('b'), GONE, quick('c', [fault.process.stop()]), quick('d', [fault.process.listenLate({ seconds: 4 })])];
  fc.assert(fc.property(fc.array(fc.constantFrom(...pool)), (scenarios) => {
    const before = [...scenarios];
    const sorted = longestFirst(scenarios);
    expect(scenarios).toEqual(before);
    expect(sorted.map(({ title }) => title).sort()).toEqual(before.map(({ title }) => title).sort());
    expect(sorted.filter(({ title }) => 'ab'.includes(title))).toEqual(before.filter(({ title }) => 'ab'.includes(title)));
    expect(longestFirst(sorted)).toEqual(sorted);
  }));
});
