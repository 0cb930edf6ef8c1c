import type { Fault } from '../model/fault.js';
import { evidenceOf } from './fleet-evidence.js';
import type { FleetMembers, Side } from './fleet-members.js';
import { askOnce, MembersBench } from './members-bench.testing.js';

/** Shows itself once a request went through the gate before the app. */
const bent: Fault = { kind: 'request', operator: 'status', status: 500, summary: 'bent' };
const lateExit: Fault = { kind: 'process', operator: 'exit-after', onset: { after: 'accepted', seconds: 600 }, summary: 'late exit' };

let bench: MembersBench;
let members: FleetMembers;
beforeEach(() => (bench = new MembersBench()));
afterEach(() => bench.close());

/** What becomes of an instance: nobody asks it, it is asked, or it is ended by its group after that. */
type Fate = 'unasked' | 'asked' | 'asked and ended';

/** Launches instances one after the other; their evidence is told by their numbers. */
async function play(...fates: readonly [Side, Fate][]): Promise<string[]> {
  const ids: string[] = [];
  for (const [side, fate] of fates) {
    const launched = await members.launch(side);
    ids.push(launched.id);
    const instance = members.find(launched.id)?.instance;
    if (fate.startsWith('asked') && instance) await askOnce(instance);
    if (fate.includes('ended')) await launched.stop();
  }
  return (await evidenceOf(members)).map(({ instance, fault, live }) => `${fault} ${live ? 'live' : 'not live'} at ${ids.indexOf(instance)}`);
}

test.each<[string, readonly [Side, Fate][], string[]]>([
  ['an instance that shows its fault', [['canary', 'asked']], ['bent live at 0']],
  ['one that does not', [['canary', 'unasked']], ['bent not live at 0']],
  ['the older of two shows it', [['canary', 'asked'], ['canary', 'unasked']], ['bent live at 0']],
  ['the younger of two shows it', [['canary', 'unasked'], ['canary', 'asked']], ['bent live at 1']],
  ['both show it, and the first is named', [['canary', 'asked'], ['canary', 'asked']], ['bent live at 0']],
  ['neither shows it', [['canary', 'unasked'], ['canary', 'unasked']], ['bent not live at 1']],
  ['it was shown by one that is gone', [['canary', 'asked and ended'], ['canary', 'unasked']], ['bent live at 0']],
  ['the fault of each fleet is looked for apart', [['old', 'asked'], ['canary', 'unasked']], ['bent live at 0', 'bent not live at 1']],
])('%s', async (_, fates, expected) => {
  bench.canaryFaults = [[bent]];
  bench.oldFaults = [bent];
  members = await bench.open();
  expect(await play(...fates)).toEqual(expected);
});

test('a fleet without faults has no evidence', async () => {
  members = await bench.open();
  expect(await play(['old', 'asked'], ['canary', 'asked'])).toEqual([]);
});

test('only those that were launched with the fault are looked at', async () => {
  bench.canaryFaults = [[], [bent], []];
  members = await bench.open();
  expect(await play(['canary', 'asked'], ['canary', 'unasked'], ['canary', 'asked'])).toEqual(['bent not live at 1']);
});

test('of one that is gone counts what was seen before its files were removed', async () => {
  bench.canaryFaults = [[{ kind: 'file', operator: 'replace', path: 'notes.txt', content: 'another', summary: 'other notes' }]];
  members = await bench.open();
  expect(await play(['canary', 'asked and ended'])).toEqual(['other notes live at 0']);
});

test('of a fault that is to be seen in two ways each must be, of one instance', async () => {
  const renamed: Fault = { kind: 'file', operator: 'replace', path: 'notes.txt', content: 'another', summary: bent.summary };
  bench.canaryFaults = [[renamed, bent]];
  members = await bench.open();
  expect(await play(['canary', 'unasked'])).toEqual(['bent live at 0', 'bent not live at 0']);
  expect(await play(['canary', 'asked'], ['canary', 'unasked'])).toEqual(['bent live at 0', 'bent live at 0']);
});

describe('a fault that waits for a moment of the rollout', () => {
  beforeEach(async () => {
    bench.canaryFaults = [[lateExit, bent]];
    members = await bench.open();
  });

  test('could not be shown when that never came, and the others are looked at all the same', async () => {
    members.enter('rollout');
    expect(await play(['canary', 'asked'])).toEqual(['bent live at 0']);
  });

  test('of one that is gone could not either', async () => {
    expect(await play(['canary', 'asked and ended'])).toEqual(['bent live at 0']);
  });

  test('must be shown when it came', async () => {
    members.enter('accepted');
    expect(await play(['canary', 'asked'])).toEqual(['late exit not live at 0', 'bent live at 0']);
  });
});
