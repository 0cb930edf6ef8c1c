import { connect, createServer, type Server } from 'node:net';
import { clockOf, type Clock } from '../model/clock.js';
import type { DependencyFault, Fault } from '../model/fault.js';
import { SMALL_RELEASE } from '../model/release.testing.js';
import { listenOn, type SocketAddress } from '../services/socket-address.js';
import { planLaunch } from './carry-out/plan.js';
import type { Instance, InstanceEvent } from './instance.js';
import { launchInstance } from './launch.js';
import { RunBench, until } from './run-bench.testing.js';
import { onlyCopy } from './working-copies.js';

/** An app that says hello to the server that a setting names, at each request, and tells what came of it. */
const APP = `
  const { connect } = require('node:net');
  const hello = (url, done) => {
    const socket = connect({ host: new URL(url).hostname, port: Number(new URL(url).port) }, () => socket.write('hello'));
    socket.setTimeout(1000, () => socket.destroy(new Error('nothing came')));
    socket.on('data', (text) => { done(String(text)); socket.destroy(); });
    socket.on('error', (error) => done(error.code ?? error.message));
  };
  require('node:http').createServer((request, answer) => hello(process.env[request.url.slice(1)], (text) => answer.end(text))).listen(Number(process.env.PORT));
`;

let bench: RunBench;
let clock: Clock;
let events: InstanceEvent[];
let instances: Instance[];
let server: Server;
let address: SocketAddress;
beforeEach(async () => {
  [bench, clock, events, instances] = [new RunBench(), clockOf('fast'), [], []];
  server = createServer((socket) => socket.on('error', () => undefined).pipe(socket));
  address = await listenOn(server, '127.0.0.1');
});
afterEach(async () => {
  clock.stop();
  await Promise.all(instances.map((instance) => instance.stop()));
  await bench.close();
  server.close();
});

async function launch(...bodies: Omit<DependencyFault, 'kind'>[]): Promise<Instance> {
  const url = `redis://ada:secret@localhost:${address.port}/2`;
  const folder = bench.folderWith({ 'main.cjs': APP });
  const release = {
    ...SMALL_RELEASE, folder, command: ['node', 'main.cjs'], env: { CACHE: url, QUEUE: url, UNUSED: '' },
    dependencies: [{ setting: 'CACHE' }, { setting: 'QUEUE' }, { setting: 'UNUSED', optional: true }],
  };
  const faults = bodies.map((body): Fault => ({ kind: 'dependency', ...body, summary: body.operator }));
  const instance = await launchInstance(bench.runtime, {
    id: `i-${instances.length}`, privateAddress: '10.0.1.10', plan: planLaunch(release, faults, release.healthCheck), clock, copy: onlyCopy(folder), bootLimit: 30,
    onEvent: (event) => events.push(event),
  });
  instances.push(instance);
  await until('it listens', () => instance.listening);
  return instance;
}

const seen = (type: string): Promise<void> => until(type, () => events.some((event) => event.type === type));

const ask = async (instance: Instance, setting: string): Promise<string> => {
  const { host, port } = instance.addressOf(80);
  return (await fetch(`http://${host}:${port}/${setting}`, { headers: { connection: 'close' } })).text();
};

test('each server is reached over a link of its own, by a setting that is the same in all but host and port', async () => {
  const instance = await launch();
  const { linkBytes } = await instance.activity();
  expect([await ask(instance, 'CACHE'), await ask(instance, 'QUEUE')]).toEqual(['hello', 'hello']);
  expect((await instance.activity()).linkBytes).toBe(linkBytes + 20);
  const [cache, queue] = [instance.env.CACHE ?? '', instance.env.QUEUE ?? ''];
  expect([cache, queue]).toEqual([0, 0].map(() => expect.stringMatching(/^redis:\/\/ada:secret@127\.0\.0\.1:\d+\/2$/)));
  expect(new Set([cache, queue, `redis://ada:secret@127.0.0.1:${address.port}/2`]).size).toBe(3);
  expect(instance.env.UNUSED).toBe('');
});

test.each<[DependencyFault['operator'], string]>([
  ['down', 'ECONNREFUSED'],
  ['reset', 'ECONNRESET'],
  ['hung', 'nothing came'],
])('one that is %s is so for this setting of this instance alone, until it ends', async (operator, outcome) => {
  const [sick, well] = await Promise.all([launch({ operator, setting: 'CACHE', onset: 'passing', lasts: 5 }), launch()]);
  expect(await sick.evidence()).toMatchObject([{ live: false, sentence: 'it has not struck' }]);
  await sick.noteCheck(true);
  expect([await ask(sick, 'CACHE'), await ask(sick, 'QUEUE'), await ask(well, 'CACHE')]).toEqual([outcome, 'hello', 'hello']);
  expect(await sick.evidence()).toMatchObject([{ live: true, sentence: expect.stringContaining('CACHE link in mode') }]);
  await seen('fault-ended');
  expect(await ask(sick, 'CACHE')).toBe('hello');
  expect(await sick.evidence()).toMatchObject([{ live: true, sentence: expect.stringContaining('was on and ended') }]);
});

test('one that is slow from the boot on is so in both directions', async () => {
  const instance = await launch({ operator: 'slow', setting: 'QUEUE', latencyMs: 150, onset: 'boot' });
  const begun = performance.now();
  expect(await ask(instance, 'QUEUE')).toBe('hello');
  expect(performance.now() - begun).toBeGreaterThanOrEqual(290);
  expect(events).toContainEqual({ type: 'fault-struck', fault: 'slow', detail: 'the QUEUE link is in mode latency' });
});

test('its links go with the instance', async () => {
  const instance = await launch();
  const { port } = new URL(instance.env.CACHE ?? '');
  await instance.stop();
  const refused = new Promise((resolve) => connect(Number(port), '127.0.0.1', () => resolve('connected')).on('error', (error: NodeJS.ErrnoException) => resolve(error.code)));
  expect(await refused).toBe('ECONNREFUSED');
});
