import { faultLanes } from './fault-lanes.js';

const DOWN = 'the database is down after the first passed check';
const instance = (id: string, events: readonly (readonly [number, string, string])[], side?: string) => ({
  id, log: [], ...(side === undefined ? {} : { side }), events: events.map(([at, event, sentence]) => ({ at, event, sentence })),
});
const drawn = (lanes: ReturnType<typeof faultLanes>): string[] => lanes.flatMap(({ fault, bands }) => bands.map(({ from, to, state }) => `${fault} ${from}-${to} ${state}`));

test('a fault is active from its strike to its end, or as long as was looked', () => {
  const events = [[5, 'fault-struck', `${DOWN}: the link is in mode refuse`], [8, 'fault-ended', `over: ${DOWN}`], [9, 'fault-struck', `${DOWN}: again`]] as const;
  expect(drawn(faultLanes({ faults: [{ name: 'database.down', summary: DOWN }] }, [instance('i-1', events)], 20))).toEqual([`${DOWN} 5-8 i-1`, `${DOWN} 9-20 i-1`]);
});

test('the end of one fault does not end another', () => {
  const events = [[1, 'fault-struck', 'a'], [2, 'fault-struck', 'b'], [3, 'fault-ended', 'over: b']] as const;
  expect(drawn(faultLanes({}, [instance('i-1', events)], 9))).toEqual(['a 1-9 i-1', 'b 2-3 i-1']);
});

test('a fault of the release itself is there from the launch of the canary', () => {
  const faults = [{ name: 'database.wrong-port', summary: 'the database port is wrong' }];
  const instances = [instance('i-1', [[0, 'starting', '']], 'old'), instance('i-2', [[30, 'starting', '']], 'canary')];
  const evidence = [{ fault: 'the database port is wrong', live: true, sentence: '' }];
  expect(drawn(faultLanes({ faults, evidence }, instances, 60))).toEqual(['the database port is wrong 30-60 release']);
});

test('a fault of which nothing was seen is not drawn', () => {
  const faults = [{ name: 'process.exit-after', summary: 'the process ends' }];
  expect(faultLanes({ faults, evidence: [{ fault: 'the process ends', live: false, sentence: '' }] }, [instance('i-1', [[0, 'starting', '']])], 60)).toEqual([]);
});

test('a fault of the old fleet has a lane of its own side, also where both have the same', () => {
  const [struck, there] = [{ name: 'a', summary: 'a' }, { name: 'b', summary: 'b' }];
  const instances = [instance('i-1', [[0, 'starting', ''], [4, 'fault-struck', 'a']], 'old'), instance('i-2', [[30, 'starting', ''], [40, 'fault-struck', 'a']], 'canary')];
  const lanes = faultLanes({ faults: [struck], oldFaults: [struck, there], evidence: [{ fault: 'b', live: true, sentence: '' }] }, instances, 60);
  expect(lanes.map(({ fault, side, bands }) => [fault, side, bands[0]?.from])).toEqual([['a', undefined, 40], ['a', 'old', 4], ['b', 'old', 0]]);
});
