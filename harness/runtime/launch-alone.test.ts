import { chmodSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { clockOf, type Clock } from '../model/clock.js';
import type { Fault } from '../model/fault.js';
import type { Release } from '../model/release.js';
import { SMALL_RELEASE } from '../model/release.testing.js';
import { planLaunch } from './carry-out/plan.js';
import { Ports } from './embedded/ports.js';
import type { Instance } from './instance.js';
import { launchInstance, type LaunchOptions } from './launch.js';
import { RunBench, until } from './run-bench.testing.js';
import { onlyCopy } from './working-copies.js';

/** Listens on the port in its words, and tells what it was given and whether it can write. */
const APP = `
  const { writeFileSync } = require('node:fs');
  const write = () => { try { writeFileSync(process.argv[3], 'x'); return 'written'; } catch (error) { return error.code; } };
  const told = () => JSON.stringify([process.argv[2], process.env.PORT, process.env.SELF, write()]);
  require('node:http').createServer((_, answer) => answer.end(told())).listen(Number(process.argv[2]));
`;

let bench: RunBench;
let clock: Clock;
let instances: Instance[];
beforeEach(() => {
  [bench, clock, instances] = [new RunBench(), clockOf('fast'), []];
});
afterEach(async () => {
  clock.stop();
  await Promise.all(instances.map((instance) => instance.stop()));
  await bench.close();
});

const READ_ONLY: Fault = { kind: 'process', operator: 'read-only-disk', summary: 'read-only' };

async function launch(port: Partial<Release['port']>, faults: readonly Fault[] = [], more: Partial<LaunchOptions> = {}): Promise<Instance> {
  const folder = bench.folderWith({ 'main.cjs': APP });
  // As a copy that belongs to the app.
  chmodSync(folder, 0o777);
  chmodSync(join(folder, 'main.cjs'), 0o666);
  const env = { SELF: 'http://me:{port}/' };
  const release: Release = { ...SMALL_RELEASE, folder, command: ['node', 'main.cjs', '{port}', join(folder, 'main.cjs')], env, port: { ...SMALL_RELEASE.port, ...port } };
  const instance = await launchInstance(bench.runtime, {
    id: `i-${instances.length}`, privateAddress: '10.0.1.10', plan: planLaunch(release, faults, release.healthCheck), clock, copy: onlyCopy(folder), bootLimit: 30, onEvent: () => undefined, ...more,
  });
  instances.push(instance);
  await until('it listens', () => instance.listening);
  return instance;
}

const ask = async (instance: Instance): Promise<unknown> => {
  const { host, port } = instance.addressOf(80);
  return (await fetch(`http://${host}:${port}/`, { headers: { connection: 'close' } })).json();
};

test('the port that an app is given stands in its command and its settings', async () => {
  const instance = await launch({}, [{ kind: 'env', operator: 'set', key: 'SELF', value: 'http://you:{port}/', summary: 'set' }]);
  const port = String(instance.addressOf(80).port);
  expect(await ask(instance)).toEqual([port, port, `http://you:${port}/`, 'written']);
  expect(await instance.evidence()).toMatchObject([{ fault: 'set', live: true }]);
});

test('an app that listens on one port whatever it is told has that port, and the next one once it has ended', async () => {
  const fixed = await new Ports().take();
  const first = await launch({ setting: '', fixed });
  expect(await ask(first)).toEqual([String(fixed), null, `http://me:${fixed}/`, 'written']);
  const second = launch({ fixed });
  await first.stop();
  expect(await ask(await second)).toEqual([String(fixed), String(fixed), `http://me:${fixed}/`, 'written']);
});

test('several of a group cannot have one port', async () => {
  const launchedAs = { group: 'g', targetState: () => 'InService' as const };
  await expect(launch({ fixed: await new Ports().take() }, [], { launchedAs })).rejects.toThrow('instances cannot run at once');
});

test('an app whose folder is read-only cannot write there, says so, and leaves nothing behind', async () => {
  const [sick, well] = await Promise.all([launch({}, [READ_ONLY]), launch({})]);
  expect([await ask(sick), await ask(well)]).toEqual(['EACCES', 'written'].map((write) => expect.arrayContaining([write])));
  expect(await sick.evidence()).toMatchObject([{ live: true, sentence: 'the folder cannot be written to, on purpose' }]);
  const folder = sick.shellLine.split(' ')[1] ?? '';
  expect(statSync(folder).mode & 0o222).toBe(0);
  await sick.stop();
  expect(existsSync(folder)).toBe(false);
});
