import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import type { Scenario } from '../model/scenario.js';
import { resultsOf } from '../report/results.js';
import { SuiteBench } from './suite-bench.testing.js';

let bench: SuiteBench;
beforeEach(() => (bench = new SuiteBench()));
afterEach(() => bench.close());

test('what a rollout showed beyond its verdict is told', async () => {
  const [good] = (await bench.run([bench.scenario('good')], { askAgain: true })).values();
  expect(good).toMatchObject({ outcome: 'as-expected', harm: 'fine' });
  // The first check may have come before its port was open.
  expect(good?.observed).toEqual({
    outcome: 'passed', status: 200, body: '{"status":"ok","db":true}', failingChecks: [], checks: { db: false }, exits: [], listening: true, listened: true,
  });
});

test('users who were fine are asked again when the watch is over, where they are to be', async () => {
  const soon = bench.scenario('soon', { GOES_BAD_AFTER: '1000' });
  const hurt = (await bench.run([soon], { askAgain: true })).get('soon');
  const sentence = expect.stringMatching(/^list: another text/) as string;
  expect(hurt).toMatchObject({ outcome: 'surprise', verdict: { verdict: 'accepted' }, harm: 'hurt', hurt: [sentence], observed: { hurtLater: [sentence] } });
  const [unasked] = (await bench.run([soon])).values();
  expect(unasked).toMatchObject({ outcome: 'as-expected', harm: 'fine' });
});

test('one that is accepted is watched for as long as is wanted, whatever the limit, and none that is refused or hurts users already', async () => {
  const refused = { ...bench.scenario('refused'), faults: [{ kind: 'request', operator: 'status', status: 503, path: '/health', summary: 'its checks are answered by 503' }] as const };
  const ends = await bench.run([bench.scenario('good'), bench.scenario('emptied', { GOES_BAD_AFTER: '-1' }), refused], { askAgain: true, watchFor: 10, limit: 9 });
  const watched = (title: string): number => {
    const confirmation = ends.get(title)?.confirmation;
    return confirmation?.state === 'confirmed' ? confirmation.watchedSeconds : Number.NaN;
  };
  expect([...ends].map(([id, { verdict, harm }]) => `${id} ${verdict?.verdict} ${harm}`).sort()).toEqual(['emptied accepted hurt', 'good accepted fine', 'refused rejected fine']);
  expect(watched('good')).toBeGreaterThanOrEqual(9.99);
  for (const title of ['emptied', 'refused']) expect(watched(title)).toBeLessThan(9.9);
});

test('what a second changes on the control too is not held against a canary', async () => {
  const soon = bench.scenario('soon');
  const release = { ...soon.release, env: { ...soon.release.env, GOES_BAD_AFTER: '1000' } };
  const [end] = (await bench.run([{ ...soon, release }], { askAgain: true })).values();
  expect(end).toMatchObject({ outcome: 'as-expected', harm: 'fine' });
  expect(end?.observed?.hurtLater ?? []).toEqual([]);
});

test.each(['id', 'second'])('what differs from boot to boot of the unbroken release, such as its %s, is not held against a canary, and all else is', async (BOOT_ID) => {
  const named = (scenario: Scenario): Scenario => ({ ...scenario, release: { ...scenario.release, env: { ...scenario.release.env, BOOT_ID } } });
  const ends = await bench.run([named(bench.scenario('good')), named(bench.scenario('emptied', { GOES_BAD_AFTER: '-1' }))]);
  expect(ends.get('good')).toMatchObject({ outcome: 'as-expected', harm: 'fine', hurt: [] });
  expect(ends.get('emptied')).toMatchObject({ harm: 'hurt', hurt: ['list: another shape: without items as list'] });
});

test('users of a canary wait longer where the unbroken release is slow on this machine', async () => {
  const slow = bench.scenario('slow', { LIST_TAKES: '8500' });
  const release = { ...slow.release, env: { ...slow.release.env, LIST_TAKES: '1500' } };
  const [end] = (await bench.run([{ ...slow, release }], { watch: false })).values();
  expect(end).toMatchObject({ outcome: 'as-expected', harm: 'fine', hurt: [] });
});

test('an unbroken release that starts only once refuses its control, and says which boot of it failed', async () => {
  const [end] = (await bench.run([bench.once('good')])).values();
  expect(end).toMatchObject({ outcome: 'control-refused' });
  expect(end?.error).toMatch(/no scenario can count: booted a second time, beside the first, it was rejected: .*\n.*taken by another/s);
});

test('controls of one release share what its second boot gave', async () => {
  const slower = bench.scenario('slower');
  const ends = await bench.run([bench.scenario('good'), { ...slower, healthCheck: { ...slower.healthCheck, interval: 3 } }]);
  expect([...ends.values()].map(({ outcome }) => outcome)).toEqual(['as-expected', 'as-expected']);
  const controls = bench.journal.flatMap((event) => (event.type === 'rollout-started' && event.scenario.startsWith('control') ? [event.scenario] : []));
  expect(controls.sort()).toEqual(['control of till', 'control of till (2)', 'control of till, booted again']);
});

// Below the 10 s that a boot may take, after which it would be judged.
test('a scenario that is not judged in its time is given up with all of its instances, and others go on', async () => {
  const ends = await bench.run([bench.scenario('never', { LISTENS: 'never' }), bench.scenario('good')], { limit: 9 });
  expect(ends.get('never')).toMatchObject({ outcome: 'timed-out', error: expect.stringMatching(/^not judged within 9 s: booting/) as string });
  expect(ends.get('good')?.outcome).toBe('as-expected');
  const told = bench.journal.filter((event) => 'scenario' in event && event.scenario === 'never').map((event) => (event.type === 'instance' ? event.event : event.type));
  expect(told.slice(-2)).toEqual(['exited', 'scenario-ended']);
});

test('one in real time is given up no sooner than its deadline allows', async () => {
  const [end] = (await bench.run([{ ...bench.scenario('slow'), pace: 'realtime' }], { limit: 1 })).values();
  expect(end).toMatchObject({ outcome: 'as-expected', verdict: { verdict: 'accepted' } });
});

describe('scenarios run one at a time, the control first and each to its end', () => {
  /** What began and ended, in order. */
  const order = (): string[] =>
    bench.journal.flatMap((event) => {
      if (event.type === 'control') return ['control over'];
      if (event.type === 'rollout-started') return [`${event.scenario} booted`];
      return event.type === 'scenario-ended' ? [`${event.scenario} over`] : [];
    });
  const ONE_BY_ONE = ['control of till booted', 'control of till, booted again booted', 'control over', 'a booted', 'a over', 'b booted', 'b over'];

  test('after a reset each', async () => {
    const reset = (): Promise<void> => Promise.resolve(bench.journal.push({ type: 'body', hash: 'reset', text: '' })).then(() => undefined);
    await bench.run([bench.scenario('a'), bench.scenario('b')], { reset });
    expect(order()).toEqual(ONE_BY_ONE);
    const steps = bench.journal.flatMap((event) => (event.type === 'body' && event.hash === 'reset' ? ['reset'] : event.type === 'rollout-started' ? ['boot'] : []));
    expect(steps).toEqual(Array.from({ length: 4 }, () => ['reset', 'boot']).flat());
  });

  test('of an app with a port of its own', async () => {
    const fixed = (title: string) => ({ ...bench.scenario(title), release: { ...bench.release, port: { ...bench.release.port, fixed: 8123 } } });
    await bench.run([fixed('a'), fixed('b')]);
    expect(order()).toEqual(ONE_BY_ONE);
    const [two] = (await bench.run([{ ...fixed('two'), instances: 2 }])).values();
    expect(two).toMatchObject({ outcome: 'harness-error', error: expect.stringContaining('only one instance of it can run on this machine') as string });
  });
});

test('what is not as expected is run again when all others are over, alone at work, and ends once for who listens', async () => {
  const emptied = ['a', 'b', 'c'].map((title) => bench.scenario(title, { GOES_BAD_AFTER: '-1' }));
  const told: string[] = [];
  const listener = { onRetry: ({ id }: Scenario) => told.push(`${id} again`), onEnd: ({ id }: Scenario) => told.push(`${id} over`) };
  const ends = await bench.run([...emptied, bench.scenario('good')], { retries: 1, watch: false, listener });
  expect([...ends].map(([id, { outcome, retries }]) => `${id} ${outcome} ${retries?.attempts ?? 1}`).sort()).toEqual(['a surprise 2', 'b surprise 2', 'c surprise 2', 'good as-expected 1']);
  expect(told.slice(0, 4).sort()).toEqual(['a again', 'b again', 'c again', 'good over']);
  expect(told.slice(4).sort()).toEqual(['a over', 'b over', 'c over']);
  const [retried] = bench.journal.flatMap(({ type }, index) => (type === 'attempt-started' ? [index] : [])).slice(ends.size);
  const again = bench.journal.slice(retried).filter((event) => 'scenario' in event && !event.scenario?.startsWith('control'));
  const work = again.flatMap(({ type }) => (type === 'rollout-started' ? [1] : type === 'other-kinds' ? [-1] : []));
  expect(work).toEqual([1, -1, 1, -1, 1, -1]);
});

test('a control that was refused is asked anew for those that are run again, once for all of them', async () => {
  const ends = await bench.run([bench.warmed('good'), bench.warmed('fine')], { retries: 1, watch: false });
  const earlier = [expect.stringMatching(/^control-refused: the unbroken release was not accepted/)] as unknown[];
  for (const end of ends.values()) expect(end).toMatchObject({ outcome: 'as-expected', retries: { flaky: true, attempts: 2, earlier } });
  expect(bench.journal.flatMap((event) => (event.type === 'control' ? [`${event.scenario} ${event.accepted}`] : []))).toEqual(['control of till false', 'control of till true']);
  const { controls, scenarios } = resultsOf(bench.journal.map((event, time) => ({ ...event, time })));
  expect(controls.map(({ accepted }) => accepted)).toEqual([true]);
  // Against the boot that counts: the one before it had nothing to be compared with.
  expect(scenarios.map(({ difference }) => difference !== undefined)).toEqual([true, true]);
});

test('a control that is refused each time ends all of its scenarios, with what it said at last', async () => {
  const never = bench.scenario('never');
  const release = { ...never.release, env: { ...never.release.env, GOES_BAD_AFTER: '-1', LISTENS: 'never' } };
  const ends = await bench.run([{ ...never, release, deadline: 20 }], { retries: 1, watch: false });
  expect([...ends.values()]).toMatchObject([{ outcome: 'control-refused', retries: { flaky: false, attempts: 2 } }]);
});

test('a run goes on, control and all, while others keep the machine busy', async () => {
  const busy = Array.from({ length: 3 * availableParallelism() }, () => spawn(process.execPath, ['-e', 'for (;;) {}'], { stdio: 'ignore' }));
  try {
    const ends = await bench.run(['a', 'b', 'c'].map((title) => bench.scenario(title)), { watch: false });
    expect([...ends.values()].map(({ outcome }) => outcome)).toEqual(['as-expected', 'as-expected', 'as-expected']);
  } finally {
    for (const each of busy) each.kill('SIGKILL');
  }
}, 60_000);

test('no more are at work at once than is said', async () => {
  let [running, most] = [0, 0];
  const write = (event: { readonly type: string }): void => {
    if (event.type === 'rollout-started') most = Math.max(most, (running += 1));
    if (event.type === 'other-kinds') running -= 1;
  };
  await bench.run(['a', 'b', 'c'].map((title) => bench.scenario(title)), { concurrency: 1, journal: { write: (event) => !('scenario' in event && event.scenario?.startsWith('control')) && write(event) } });
  expect(most).toBe(1);
});
