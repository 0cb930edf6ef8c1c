import fc from 'fast-check';
import { lifecycleBars } from './lifecycle-bars.js';

const event = (at: number, name: string) => ({ at, event: name, sentence: `${name} at ${at}` });

test.each([
  ['never ran', [], []],
  ['boots for ever', [event(0, 'starting'), event(60, 'boot-limit')], ['booting 0-100']],
  ['comes up', [event(0, 'starting'), event(2, 'listening'), event(5, 'fault-struck')], ['booting 0-2', 'serving 2-100']],
  ['crashes in a loop', [event(0, 'starting'), event(2, 'exited'), event(3, 'respawning'), event(3, 'starting'), event(4, 'exited'), event(4, 'respawn-stopped')], ['booting 0-2', 'ended 2-3', 'booting 3-4', 'ended 4-100']],
])('an instance that %s', (_, events, bars) => {
  expect(lifecycleBars(events, 100).map(({ state, from, to }) => `${state} ${from}-${to}`)).toEqual(bars);
});

test('a bar says by which event it began', () => {
  expect(lifecycleBars([event(0, 'starting'), event(2, 'listening')], 9).map(({ sentence }) => sentence)).toEqual(['starting at 0', 'listening at 2']);
});

test('bars never overlap', () => {
  const names = fc.constantFrom('starting', 'listening', 'exited', 'respawning', 'respawn-stopped', 'fault-struck');
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(50), names)), (drawn) => {
      const bars = lifecycleBars(drawn.map(([at, name]) => event(at, name)).sort((a, b) => a.at - b.at), 60);
      for (const [index, { from }] of bars.slice(1).entries()) expect(from).toBeGreaterThanOrEqual(bars[index]?.to ?? 0);
    }),
  );
});
