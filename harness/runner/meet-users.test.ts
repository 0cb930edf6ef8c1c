import { PlaneBench } from '../balancer/data-plane-bench.testing.js';
import { ManualClock } from '../model/clock.js';
import { wallNow } from '../model/wall-clock.js';
import { page, UsersBench } from '../traffic/users-bench.testing.js';
import type { Users } from '../traffic/users.js';
import { Happenings } from './happenings.js';
import { meetUsers } from './meet-users.js';

let plane: PlaneBench;
let bench: UsersBench;
let happenings: Happenings;
beforeEach(() => {
  [plane, bench, happenings] = [new PlaneBench(), new UsersBench(), new Happenings(new ManualClock())];
});
afterEach(async () => {
  await bench.close();
  await plane.close();
});

/** Users of these pages, before a balancer that tells of each of their requests. */
async function usersOf(...paths: string[]): Promise<Users> {
  const { address } = await plane.open({
    targets: () => {
      happenings.tell();
      return plane.targets;
    },
  });
  return bench.users(address, { requests: paths.map((path) => page(path)), servedBy: (port) => plane.plane.servedBy(port) });
}

const meetAt = (users: Users, ids: readonly string[], send = (): Promise<void> => users.round()): Promise<boolean> =>
  meetUsers({ send, next: () => happenings.next(), met: () => ids.every((id) => plane.plane.inFlight(id) > 0) });

/** Who served the requests that failed: by a reset, or by a 502 for one that was still on its way to the instance. */
const cut = (): (string | undefined)[] => bench.asked.filter(({ answer }) => answer.status !== 200).map(({ instance }) => instance);

test('what is done at once meets a request, though pages are quick and the machine stands still meanwhile', async () => {
  await plane.web('old');
  const users = await usersOf('/quick');
  const meeting = meetAt(users, ['old']);
  // A busy machine: whatever was to wait a while has waited long enough before the first request has come.
  for (const end = wallNow() + 0.2; wallNow() < end; );
  expect(await meeting).toBe(true);
  plane.plane.cut('old');
  await users.stop();
  expect(cut()).toEqual(['old']);
});

test('users come again when the balancer gave all of them to others', async () => {
  await plane.web('canary');
  await plane.web('old');
  const users = await usersOf('/quick');
  const sent: number[] = [];
  const meeting = meetAt(users, ['old'], () => {
    sent.push(plane.plane.counters().requests);
    return users.round();
  });
  expect(await meeting).toBe(true);
  plane.plane.cut('old');
  await users.stop();
  expect({ sent, cut: cut() }).toEqual({ sent: [0, 1], cut: ['old'] });
});

test('all of several instances are waited for', async () => {
  for (const id of ['one', 'other', 'canary']) await plane.web(id);
  const users = await usersOf('/a', '/b', '/c');
  expect(await meetAt(users, ['one', 'other'])).toBe(true);
  for (const id of ['one', 'other']) plane.plane.cut(id);
  await users.stop();
  expect(cut().sort()).toEqual(['one', 'other']);
});

test('where nobody is to be met it ends, and says so', async () => {
  await plane.web('canary');
  const [some, none] = [await usersOf('/a'), bench.users({ host: '127.0.0.1', port: 1 }, { requests: [] })];
  expect([await meetAt(some, ['old']), await meetAt(none, ['old'])]).toEqual([false, false]);
});
