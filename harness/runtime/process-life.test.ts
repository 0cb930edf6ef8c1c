import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clockOf, type Clock } from '../model/clock.js';
import type { ProcessExit, ProcessSpec, RunningProcess, RuntimeAdapter } from './port.js';
import { ProcessLife, type LifeEvent } from './process-life.js';
import { isRunning, RunBench, SERVER, until } from './run-bench.testing.js';

let bench: RunBench;
let clock: Clock;
let events: LifeEvent[];
const lives: ProcessLife[] = [];
beforeEach(() => {
  [bench, clock, events] = [new RunBench(), clockOf('fast'), []];
});
afterEach(async () => {
  clock.stop();
  await Promise.all(lives.splice(0).map((life) => life.stop()));
  await bench.close();
});

interface LifeOptions {
  readonly adapter?: RuntimeAdapter;
  readonly respawn?: boolean;
  readonly bootLimit?: number;
  readonly bootedLine?: string;
  onEvent?(event: LifeEvent): void;
}

function lifeOf(spec: ProcessSpec, { adapter = bench.runtime, respawn = false, bootLimit = 30, bootedLine, onEvent }: LifeOptions = {}): ProcessLife {
  const life = new ProcessLife(adapter, spec, { clock, respawn, bootLimit, bootedLine }, (event) => {
    events.push(event);
    onEvent?.(event);
  });
  lives.push(life);
  return life;
}

const types = (): string[] => events.map(({ type }) => type);
const seen = (type: string, times = 1): Promise<void> =>
  until(`${times} x ${type}, not ${types().join()}`, () => types().filter((other) => other === type).length >= times);

/** Listens once a file is there. */
const WHEN_TOLD = `
  const wait = setInterval(() => {
    if (!require('node:fs').existsSync('now')) return;
    clearInterval(wait);
    ${SERVER}
  }, 10);
`;

test('a life begins, listens and ends, and keeps what there was to see', async () => {
  const life = lifeOf(bench.specOf(SERVER, { env: { A: '1' } }));
  await life.start();
  await seen('listening');
  expect(life.listening).toBe(true);
  expect(life.bootSeconds).toBeGreaterThan(0);
  expect(life.environment).toMatchObject({ A: '1' });
  await life.current?.kill('SIGTERM');
  await seen('exited');
  expect(types()).toEqual(['starting', 'listening', 'exited']);
  expect(life.exits).toEqual([{ code: null, signal: 'SIGTERM' }]);
  expect([life.listening, life.gone]).toEqual([false, true]);
});

describe('where a proxy opens the port at once', () => {
  /** Says that its start is over once a file is there. */
  const proxied = `${SERVER}
    const wait = setInterval(() => {
      if (!require('node:fs').existsSync('now')) return;
      clearInterval(wait);
      console.log('job: web is started');
    }, 10);
  `;

  test('the start is over only when the log says so, and no time is skipped until then', async () => {
    const spec = bench.specOf(proxied);
    const life = lifeOf(spec, { bootedLine: 'web is' });
    await life.start();
    await until('the port is open', () => spec.lines.includes('listening'));
    let skipped = false;
    void clock.sleepUntil(1000).then(() => (skipped = true));
    // Several looks at the port fit in here.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect([types(), life.listening, skipped]).toEqual([['starting'], false, false]);
    writeFileSync(join(spec.folder, 'now'), '');
    await seen('listening');
    await until('time was skipped', () => skipped);
    expect(spec.lines).toEqual(['listening', 'job: web is started']);
    expect(life.bootSeconds).toBeGreaterThan(0.3);
  });

  test('what the log of the process before said does not count for the one that comes back', async () => {
    const spec = bench.specOf(`${SERVER} if (!require('node:fs').existsSync('silent')) console.log('job: web is started');`);
    const life = lifeOf(spec, { respawn: true, bootLimit: 0.5, bootedLine: 'web is' });
    await life.start();
    await seen('listening');
    writeFileSync(join(spec.folder, 'silent'), '');
    const limits = types().filter((type) => type === 'boot-limit').length;
    await life.current?.kill('SIGKILL');
    await seen('boot-limit', limits + 1);
    expect([types().filter((type) => type === 'listening').length, life.listening]).toEqual([1, false]);
  });
});

test('a process that ends before its port opens never listened', async () => {
  const life = lifeOf(bench.specOf('', { command: ['sh', '-c', 'exit 9'] }));
  await life.start();
  await seen('exited');
  expect(life).toMatchObject({ gone: true, listening: false, bootSeconds: undefined, exits: [{ code: 9, signal: null }] });
});

test('a job that always ends is started ten times more, and then no longer', async () => {
  const life = lifeOf(bench.specOf('', { command: ['sh', '-c', 'exit 1'] }), { respawn: true });
  await life.start();
  await seen('respawn-stopped');
  expect(life.exits).toEqual(Array.from({ length: 11 }, () => ({ code: 1, signal: null })));
  expect([life.respawnedAt.length, life.gone]).toEqual([10, true]);
  expect(types().slice(-2)).toEqual(['exited', 'respawn-stopped']);
});

test('a process that comes back listens again, and its first boot is the one that counts', async () => {
  const life = lifeOf(bench.specOf(SERVER), { respawn: true });
  await life.start();
  await seen('listening');
  const [first, boot] = [life.current, life.bootSeconds];
  await first?.kill('SIGKILL');
  await seen('listening', 2);
  expect(types()).toEqual(['starting', 'listening', 'exited', 'respawning', 'starting', 'listening']);
  expect([life.gone, life.listening, life.bootSeconds]).toEqual([false, true, boot]);
  expect(life.current?.id).not.toBe(first?.id);
});

test('a stopped life does not come back', async () => {
  const life = lifeOf(bench.specOf(SERVER), { respawn: true });
  await life.start();
  await seen('listening');
  await life.stop();
  await life.stop();
  expect(types()).toEqual(['starting', 'listening', 'exited']);
  expect(life.gone).toBe(true);
  expect(isRunning(Number(life.current?.id))).toBe(false);
});

test('a life that is stopped just while its process comes back leaves none', async () => {
  const started: RunningProcess[] = [];
  let letStart = (): void => undefined;
  const slow: RuntimeAdapter = {
    ...bench.runtime,
    kind: 'embedded',
    startPostgres: () => bench.runtime.startPostgres(),
    close: () => bench.runtime.close(),
    async startProcess(spec) {
      if (started.length === 1) await new Promise<void>((resolve) => (letStart = resolve));
      const running = await bench.runtime.startProcess(spec);
      started.push(running);
      return running;
    },
  };
  const life = lifeOf(bench.specOf(SERVER), { adapter: slow, respawn: true });
  await life.start();
  await seen('listening');
  await started[0]?.kill('SIGKILL');
  await seen('respawning');
  const stopped = life.stop();
  letStart();
  await stopped;
  expect(started).toHaveLength(2);
  expect(started.filter(({ id }) => isRunning(Number(id)))).toEqual([]);
  expect(life.gone).toBe(true);
});

test('the clock is held while a process boots, and skips once it listens', async () => {
  let skipped = false;
  let skippedBefore: boolean | undefined;
  const spec = bench.specOf(WHEN_TOLD);
  const life = lifeOf(spec, { onEvent: ({ type }) => (skippedBefore = type === 'listening' ? skipped : skippedBefore) });
  await life.start();
  void clock.sleepUntil(1e6).then(() => (skipped = true));
  writeFileSync(join(spec.folder, 'now'), '');
  await seen('listening');
  expect(skippedBefore).toBe(false);
  await until('the clock has skipped', () => skipped);
});

test('after the boot limit nobody waits any more, but a late port is still told', async () => {
  const spec = bench.specOf(WHEN_TOLD);
  const life = lifeOf(spec, { bootLimit: 0.1 });
  await life.start();
  await seen('boot-limit');
  expect(await clock.sleepUntil(1e6)).toBe(true);
  expect([life.listening, existsSync(join(spec.folder, 'now'))]).toEqual([false, false]);
  writeFileSync(join(spec.folder, 'now'), '');
  await seen('listening');
  expect(life.listening).toBe(true);
  expect(life.bootSeconds).toBeUndefined();
});

test('an end from outside is told as such, and one by itself is not', async () => {
  const [stopped, crashed] = [lifeOf(bench.specOf(SERVER)), lifeOf(bench.specOf('process.exit(3)'))];
  await Promise.all([stopped.start(), crashed.start()]);
  await seen('exited');
  await stopped.stop();
  expect(events.filter(({ type }) => type === 'exited')).toEqual([
    { type: 'exited', exit: { code: 3, signal: null } },
    { type: 'exited', exit: { code: null, signal: 'SIGKILL' }, stopped: true },
  ]);
});

test('a process that ends just while its late port is looked at never listened', async () => {
  const spec = bench.specOf(SERVER);
  const looked: string[] = [];
  const ending: RuntimeAdapter = {
    ...bench.runtime,
    kind: 'embedded',
    startPostgres: () => bench.runtime.startPostgres(),
    close: () => bench.runtime.close(),
    async startProcess(given) {
      const running = await bench.runtime.startProcess(given);
      let end: (exit: ProcessExit) => void = () => undefined;
      const exited = new Promise<ProcessExit>((resolve) => (end = resolve));
      return {
        ...running,
        exited,
        get address() {
          if (types().includes('boot-limit') && spec.lines.includes('listening')) {
            given.onLine('job: web is started');
            end({ code: 1, signal: null });
            looked.push('at its port');
          }
          return running.address;
        },
      };
    },
  };
  const life = lifeOf(spec, { adapter: ending, bootLimit: 0.1, bootedLine: 'web is' });
  await life.start();
  await seen('exited');
  const { host, port } = life.current?.address ?? {};
  // Answered after the look, which came before.
  expect(await (await fetch(`http://${host}:${port}`)).text()).toBe('fine');
  expect(looked.length).toBeGreaterThan(0);
  expect([types(), life.listening]).toEqual([['starting', 'boot-limit', 'exited'], false]);
});

test('a process that cannot be started at all fails the caller and holds nothing', async () => {
  const spec = bench.specOf(SERVER);
  await bench.runtime.close();
  await expect(lifeOf(spec).start()).rejects.toThrow('closed');
  expect(await clock.sleepUntil(1e6)).toBe(true);
});
