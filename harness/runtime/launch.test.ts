import { existsSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { clockOf, type Clock } from '../model/clock.js';
import type { Fault, FileFault } from '../model/fault.js';
import type { Release } from '../model/release.js';
import { SMALL_RELEASE } from '../model/release.testing.js';
import { planLaunch } from './carry-out/plan.js';
import type { Instance, InstanceEvent } from './instance.js';
import { launchInstance } from './launch.js';
import { isRunning, RunBench, SERVER, until } from './run-bench.testing.js';
import { onlyCopy } from './working-copies.js';

let bench: RunBench;
let clock: Clock;
let events: InstanceEvent[];
let folder: string;
const instances: Instance[] = [];
beforeEach(() => {
  [bench, clock, events] = [new RunBench(), clockOf('fast'), []];
});
afterEach(async () => {
  clock.stop();
  await Promise.all(instances.splice(0).map((instance) => instance.stop()));
  await bench.close();
});

const PRIVATE = '10.0.1.23';

async function launch(faults: Omit<Fault, 'summary'>[], script = SERVER, changes: Partial<Release> = {}): Promise<Instance> {
  folder = bench.folderWith({ 'main.cjs': script, 'page.txt': 'hello' });
  const release: Release = { ...SMALL_RELEASE, folder: '/nowhere', command: ['node', 'main.cjs'], bind: { setting: 'BIND_ADDRESS' }, ...changes };
  const plan = planLaunch(release, faults.map((fault) => ({ ...fault, summary: `${fault.kind}.${fault.operator}` }) as Fault), release.healthCheck);
  const instance = await launchInstance(bench.runtime, {
    id: 'i-1',
    privateAddress: PRIVATE,
    plan,
    clock,
    copy: onlyCopy(folder),
    bootLimit: 30,
    onEvent: (event) => events.push(event),
  });
  instances.push(instance);
  return instance;
}

const types = (): string[] => events.map(({ type }) => type);
const seen = (type: string): Promise<void> => until(`${type}, not ${types().join()}`, () => types().includes(type));
const live = async (instance: Instance): Promise<boolean[]> => (await instance.evidence()).map((evidence) => evidence.live);

/** What a check meets at the instance: a status, or the way in which it failed. */
function check(instance: Instance, port = 80): Promise<number | string> {
  return new Promise((resolve) => {
    const request = get({ ...instance.addressOf(port), path: '/health', agent: false, timeout: 2000 }, (answer) => resolve(answer.resume().statusCode ?? 0));
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

test('an instance tells which files its faults made others, as they were edited', async () => {
  const instance = await launch([{ kind: 'file', operator: 'break', path: 'page.txt', content: 'x\n' } as FileFault]);
  expect(instance.edited).toEqual({ files: [{ path: 'page.txt', before: 'hello', after: 'x\nhello' }], leftOut: 0 });
});

test('an instance answers at its instance port alone, and leaves nothing when it is stopped', async () => {
  const instance = await launch([]);
  await seen('listening');
  expect(await check(instance)).toBe(200);
  expect(await check(instance, 81)).toBe('ECONNREFUSED');
  expect(instance.logs.last(1)[0]?.line).toBe('listening');
  expect(await instance.activity()).toMatchObject({ linkBytes: 0, logLines: 1 });
  const pid = Number(instance.shellLine.split(' ').at(-1));
  expect(isRunning(pid)).toBe(true);
  await Promise.all([instance.stop(), instance.stop()]);
  expect([isRunning(pid), existsSync(folder), instance.gone]).toEqual([false, false, true]);
  expect(await check(instance)).toBe('ECONNREFUSED');
});

test('faults of files and settings are there when the process starts', async () => {
  const script = `const { GREETING, NEW } = process.env; console.log(GREETING + '|' + NEW + '|' + require('node:fs').readFileSync('page.txt')); ${SERVER}`;
  const instance = await launch(
    [
      { kind: 'file', operator: 'replace', path: 'page.txt', content: 'broken' },
      { kind: 'env', operator: 'unset', key: 'GREETING' },
      { kind: 'env', operator: 'set', key: 'NEW', value: 'x' },
    ] as Fault[],
    script,
  );
  await seen('listening');
  expect(instance.logs.find(/\|/)?.line).toBe('undefined|x|broken');
  expect(await live(instance)).toEqual([true, true, true]);
  expect(readFileSync(join(folder, 'page.txt'), 'utf8')).toBe('broken');
});

test('a preload script lies beside the working copy, joins other options of Node, and goes with the instance', async () => {
  const instance = await launch([{ kind: 'process', operator: 'never-listen' } as Fault], SERVER, { env: { NODE_OPTIONS: '--no-deprecation' } });
  await until('listen was called', () => instance.logs.find(/swallowed/) !== undefined);
  const [first, preload] = (instance.env.NODE_OPTIONS ?? '').split(' --require=');
  expect(first).toBe('--no-deprecation');
  expect([existsSync(preload ?? ''), preload?.startsWith(`${folder}/`)]).toEqual([true, false]);
  expect(await live(instance)).toEqual([true]);
  await instance.stop();
  expect(existsSync(preload ?? '')).toBe(false);
});

test('an instance whose program is held refuses as long as it lives, with its settings', async () => {
  const instance = await launch([{ kind: 'process', operator: 'never-listen', held: true }, { kind: 'env', operator: 'set', key: 'NEW', value: 'x' }] as Fault[], SERVER);
  await until('it is held', () => instance.logs.find(/held/) !== undefined);
  expect([await check(instance), instance.listening, instance.gone]).toEqual(['ECONNREFUSED', false, false]);
  expect(await live(instance)).toEqual([true, true]);
});

test('a gate stands in front of the app only while that listens', async () => {
  const instance = await launch([{ kind: 'request', operator: 'status', status: 503 } as Fault]);
  await seen('listening');
  expect(await live(instance)).toEqual([false]);
  const mark = instance.mark;
  expect(await check(instance)).toBe(503);
  expect(instance.mark).toBe(mark + 1);
  expect(await live(instance)).toEqual([true]);
  process.kill(Number(instance.shellLine.split(' ').at(-1)), 'SIGKILL');
  await seen('exited');
  expect(await check(instance)).toBe('ECONNREFUSED');
  expect(instance.exits).toEqual([{ code: null, signal: 'SIGKILL' }]);
});

test('an app that is bound to loopback alone is refused to the balancer', async () => {
  const instance = await launch([{ kind: 'request', operator: 'loopback-only' } as Fault]);
  await until('it listens for itself', () => instance.logs.find(/listening/) !== undefined);
  expect([await check(instance), instance.listening]).toEqual(['ECONNREFUSED', false]);
  expect(await live(instance)).toEqual([true]);
});

test('a process is ended after so many checks that reached it', async () => {
  const instance = await launch([{ kind: 'process', operator: 'exit-after-checks', checks: 2 } as Fault]);
  await instance.noteCheck(false);
  await instance.noteCheck(false);
  await seen('listening');
  await instance.noteCheck(true);
  expect(instance.exits).toEqual([]);
  await instance.noteCheck(true);
  await seen('exited');
  expect(instance.exits).toEqual([{ code: null, signal: 'SIGKILL' }]);
  expect(types()).toContain('fault-struck');
  expect(await live(instance)).toEqual([true]);
});

test('a process that is ended some time after each start is respawned each time', async () => {
  const instance = await launch([{ kind: 'process', operator: 'exit-after', seconds: 0.3, respawn: true } as Fault]);
  await until('it came back twice', () => instance.restarts >= 2);
  expect(instance.exits.every(({ signal }) => signal === 'SIGKILL')).toBe(true);
  expect(types().filter((type) => type === 'fault-struck').length).toBeGreaterThanOrEqual(2);
});

test('a process is stopped when it listens, holds its connections, and runs again after the stop', async () => {
  const instance = await launch([{ kind: 'process', operator: 'stop', lasts: 3 } as Fault]);
  await seen('fault-struck');
  const socket = connect(instance.addressOf(80));
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const answer = new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(chunk.toString())));
  socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  expect(types()).not.toContain('fault-ended');
  await seen('fault-ended');
  expect(await answer).toMatch(/^HTTP\/1\.1 200/);
  expect((await instance.evidence())[0]).toMatchObject({ live: true, sentence: expect.stringContaining('runs again') });
});

test('an app finds its instance metadata where its setting says', async () => {
  const script = `fetch(process.env.IMDS + '/latest/api/token', { method: 'PUT', headers: { 'x-aws-ec2-metadata-token-ttl-seconds': '60' } })
    .then((answer) => answer.text())
    .then((token) => fetch(process.env.IMDS + '/latest/meta-data/local-ipv4', { headers: { 'x-aws-ec2-metadata-token': token } }))
    .then((answer) => answer.text()).then(console.log, console.log);`;
  const instance = await launch([], script, { metadata: { setting: 'IMDS' } });
  await seen('exited');
  expect(instance.logs.last(1)[0]?.line).toBe(PRIVATE);
});

test('a fault that changes a file which is not there starts nothing', async () => {
  await expect(launch([{ kind: 'file', operator: 'remove', path: 'nope.txt' } as Fault])).rejects.toThrow('nope.txt, which is not in the release');
  expect(events).toEqual([]);
});

test('a release that ships its log is led to a collector of its own, whose events are told masked and explain no change of answers', async () => {
  const script = `const [host, port] = process.env.LOG.split(':'); require('node:dgram').createSocket('udp4').send('<14>till: {"key":"' + process.env.API_TOKEN + '"}', Number(port), host);\n${SERVER}`;
  const instance = await launch([], script, { collector: { setting: 'LOG' }, env: { API_TOKEN: 'tok-1234567' } });
  await seen('listening');
  await seen('shipped');
  const mark = instance.mark;
  const url = `http://${instance.env.LOG}`;
  expect((await fetch(url, { method: 'POST', body: '{"a":1}' })).status).toBe(204);
  expect(instance.mark).toBe(mark);
  expect(instance.shipped.kept).toEqual([
    { at: expect.any(Number) as number, via: 'syslog', program: 'till', severity: 'info', event: { key: '***' } },
    { at: expect.any(Number) as number, via: 'http', event: { a: 1 } },
  ]);
  expect(events.filter(({ type }) => type === 'shipped')).toHaveLength(2);
  await instance.stop();
  await expect(fetch(url, { method: 'POST', body: '{}' })).rejects.toThrow();
});
