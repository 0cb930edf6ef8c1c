import { get } from 'node:http';
import { clockOf, type Clock } from '../model/clock.js';
import { faultsFor } from '../faults/index.js';
import type { Fault } from '../model/fault.js';
import type { Release } from '../model/release.js';
import { SMALL_RELEASE } from '../model/release.testing.js';
import { wallSleep } from '../model/wall-clock.js';
import { planLaunch } from './carry-out/plan.js';
import type { Instance, InstanceEvent } from './instance.js';
import { launchInstance } from './launch.js';
import { RunBench, until } from './run-bench.testing.js';
import { onlyCopy } from './working-copies.js';

/** Reads its settings at boot, for as long as it takes, waits for changes of one of them, and answers with it. */
const READER = `
  const { STORE, PORT, BIND_ADDRESS, GREETING, SECRET_KEY, QUERY = '', POOL } = process.env;
  console.log('environment ' + [GREETING, SECRET_KEY, POOL].map(String));
  const read = async (name, query) => {
    const answer = await fetch(STORE + '/v1/kv/shop/' + name + '?raw' + QUERY + query, { signal: AbortSignal.timeout(5000) });
    return { text: answer.ok ? await answer.text() : '', index: answer.headers.get('x-consul-index'), status: answer.status };
  };
  const patient = async (name) => {
    for (;;) try { return await read(name, ''); } catch (error) {
      console.log('no store: ' + (error.cause?.code ?? error.name));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  (async () => {
    const secret = await patient('SECRET_KEY');
    if (secret.text === '') { console.log('SECRET_KEY is missing: ' + secret.status); process.exit(3); }
    let greeting = await patient('GREETING');
    console.log('settings ' + greeting.text);
    require('node:http').createServer((_, answer) => answer.end(greeting.text)).listen(Number(PORT), BIND_ADDRESS, () => console.log('listening'));
    for (;;) greeting = await read('GREETING', '&index=' + greeting.index + '&wait=4s');
  })();
`;

const RELEASE: Release = {
  ...SMALL_RELEASE,
  folder: '/nowhere',
  command: ['node', 'main.cjs'],
  bind: { setting: 'BIND_ADDRESS' },
  env: { GREETING: 'hello', SECRET_KEY: 's3cr3t-of-till', POOL: '5' },
  keyValueStore: { setting: 'STORE', prefix: 'shop', holds: ['GREETING', 'SECRET_KEY'] },
};
const { store, env } = faultsFor<string, string, string>(RELEASE);

let bench: RunBench;
let clock: Clock;
let events: InstanceEvent[];
let instance: Instance | undefined;
beforeEach(() => {
  [bench, clock, events] = [new RunBench(), clockOf('fast'), []];
});
afterEach(async () => {
  clock.stop();
  await instance?.stop();
  await bench.close();
});

async function launch(faults: readonly Fault[], changes: Partial<Release> = {}): Promise<Instance> {
  const release = { ...RELEASE, ...changes };
  instance = await launchInstance(bench.runtime, {
    id: 'i-1',
    privateAddress: '10.0.1.23',
    plan: planLaunch(release, faults, release.healthCheck),
    clock,
    copy: onlyCopy(bench.folderWith({ 'main.cjs': READER })),
    bootLimit: 30,
    onEvent: (event) => events.push(event),
  });
  return instance;
}

const lines = (): string[] => (instance?.logs.last(100) ?? []).map(({ line }) => line);
const heard = (type: string): Promise<void> => until(`${type}; ${lines().join(' | ')}`, () => events.some((event) => event.type === type));
const evidence = async (): Promise<[boolean, string][]> => ((await instance?.evidence()) ?? []).map(({ live, sentence }) => [live, sentence]);

const page = (): Promise<string> =>
  new Promise((resolve, reject) => {
    get({ ...(instance?.addressOf(80) ?? {}), agent: false }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () => resolve(text));
    }).on('error', reject);
  });

test('settings that the store holds are in the store alone, and the others in the environment', async () => {
  const launched = await launch([]);
  // The port is open a moment before the app says so.
  await until('it says so', () => lines().includes('listening'));
  expect(lines()).toEqual(['environment undefined,undefined,5', 'settings hello', 'listening']);
  expect(launched.env).toMatchObject({ GREETING: 'hello', SECRET_KEY: 's3cr3t-of-till', POOL: '5', STORE: expect.stringMatching(/^http:/) as string });
  await launched.stop();
  await expect(fetch(`${launched.env.STORE}/v1/status/leader`)).rejects.toThrow();
});

test('a release refuses to start without a key that is missing', async () => {
  await launch([store.keyMissing('SECRET_KEY')]);
  await heard('exited');
  expect(lines()).toContain('SECRET_KEY is missing: 404');
  expect(await evidence()).toEqual([[true, 'SECRET_KEY was read from the store, which told that it is not there']]);
});

test('an empty key, and faults of settings that are kept there, are told by the store', async () => {
  await launch([store.keyEmpty('GREETING'), env.garble('SECRET_KEY'), env.unset('POOL')]);
  await heard('listening');
  expect(lines()).toEqual(expect.arrayContaining(['environment undefined,undefined,undefined', 'settings ']));
  expect(await evidence()).toEqual([
    [true, 'GREETING was read from the store, which told an empty value'],
    [true, 'SECRET_KEY is changed in the store, where it was read'],
    [true, 'POOL is not set in the environment of the process'],
  ]);
});

test.each([
  ['', 'old', 'GREETING was read from the store, which told an older value'],
  ['&consistent', 'hello', "GREETING was read from the store's leader, which has no older value"],
] as const)('a read with "%s" is told "%s" where the value is stale, and both met the fault', async (query, told, sentence) => {
  await launch([store.staleValue('GREETING', 'old')], { env: { ...RELEASE.env, QUERY: query } });
  await heard('listening');
  expect(await page()).toBe(told);
  expect(await evidence()).toEqual([[true, sentence]]);
});

test('a store that is down at boot and comes back is waited for', async () => {
  await launch([store.down({ lasts: 4 })]);
  await heard('fault-ended');
  await heard('listening');
  expect(lines()).toEqual(expect.arrayContaining(['no store: ECONNREFUSED', 'settings hello']));
  expect(await evidence()).toEqual([[true, expect.stringMatching(/^the fault was on and ended; store in mode normal: 0 requests came before it, \d+ since$/)]]);
});

test('a store that hangs at boot keeps the start waiting', async () => {
  await launch([store.hung({ lasts: 1 })]);
  await heard('fault-struck');
  await wallSleep(0.5);
  expect(events.some(({ type }) => type === 'listening')).toBe(false);
  await heard('listening');
  expect((await evidence())[0]?.[0]).toBe(true);
});

test('a key that is changed when the port is open is read by a release that waits for it, and comes back', async () => {
  await launch([store.changed('GREETING', 'bye', { onset: 'listening', lasts: 3 })]);
  await heard('fault-struck');
  expect(events.find(({ type }) => type === 'fault-struck')).toMatchObject({ detail: 'shop/GREETING was changed in the store' });
  await until('the change is shown', async () => (await page()) === 'bye');
  await heard('fault-ended');
  await until('the value is back', async () => (await page()) === 'hello');
  expect(await evidence()).toEqual([[true, 'the fault was on and ended; GREETING was read since']]);
});

test('a change counted from a moment of the rollout comes so many seconds after it', async () => {
  const launched = await launch([store.changed('GREETING', undefined, { onset: { after: 'accepted', seconds: 1 } })]);
  await heard('listening');
  expect(await evidence()).toEqual([[false, 'it has not struck']]);
  launched.enter('accepted');
  await heard('fault-struck');
  await until('the key is gone', async () => (await page()) === '');
});

test('what nobody has read is no evidence', async () => {
  await launch([env.set('GREETING', 'bye'), store.keyEmpty('GREETING'), store.keyMissing('SECRET_KEY')]);
  await heard('exited');
  expect((await evidence()).slice(0, 2)).toEqual([
    [false, 'GREETING stands otherwise in the store, where nobody read it'],
    [false, expect.stringMatching(/^nobody has read GREETING from the store; \d+ requests came to it$/)],
  ]);
});
