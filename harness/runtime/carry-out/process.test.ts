import { connect } from 'node:net';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault, ProcessFault } from '../../model/fault.js';
import { SMALL_RELEASE } from '../../model/release.testing.js';
import { LogRing } from '../log-ring.js';
import type { RunningProcess } from '../port.js';
import { isRunning, RunBench, SERVER, standingIn, until } from '../run-bench.testing.js';
import { seenProcess } from './process-evidence.js';
import { planProcess, RELEASE_BEFORE, type ProcessPlan } from './process.js';

const fault = (body: Omit<ProcessFault, 'kind'>): Fault & ProcessFault => ({ kind: 'process', ...body, summary: body.operator });
const release = { ...SMALL_RELEASE, command: ['node', 'main.cjs'] };
const plan = (...faults: Omit<ProcessFault, 'kind'>[]): ProcessPlan => planProcess(release, faults.map(fault));

test('faults that strike a running process leave its start as it is, but may say whether it is respawned', () => {
  expect(plan({ operator: 'stop' }, { operator: 'exit-after-checks', checks: 2 })).toEqual({ command: release.command, nodeOptions: [], respawn: false });
  expect(plan({ operator: 'exit-after', seconds: 1, respawn: true }).respawn).toBe(true);
  expect(planProcess({ ...release, respawn: true }, [fault({ operator: 'crash-on-start', respawn: false })]).respawn).toBe(false);
  expect(planProcess({ ...release, respawn: true }, [fault({ operator: 'crash-on-start' })]).respawn).toBe(true);
});

describe('a process with such a fault', () => {
  let bench: RunBench;
  let lines: string[];
  let folder: string;
  beforeEach(() => (bench = new RunBench()));
  afterEach(() => bench.close());

  /** Starts a program as the plan says, the way an instance does. */
  async function start({ command, preload, nodeOptions }: ProcessPlan, script = SERVER, env: Record<string, string> = {}): Promise<RunningProcess> {
    const spec = bench.specOf(script, { command });
    [lines, folder] = [spec.lines, spec.folder];
    const options = [...nodeOptions];
    if (preload !== undefined) {
      writeFileSync(join(spec.folder, 'preload.cjs'), preload);
      options.push(`--require=${join(spec.folder, 'preload.cjs')}`);
    }
    return bench.runtime.startProcess({ ...spec, env: { NODE_OPTIONS: options.join(' '), ...env } });
  }

  const opens = ({ address }: RunningProcess): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(address, () => resolve(socket.destroy().destroyed));
      socket.on('error', () => resolve(false));
    });

  /** Whether a request is answered; false once nothing came for a while. */
  const answers = ({ address }: RunningProcess): Promise<boolean> =>
    fetch(`http://${address.host}:${address.port}/`, { signal: AbortSignal.timeout(300) }).then(() => true, () => false);

  const evidence = (body: Omit<ProcessFault, 'kind'>, life: Partial<Parameters<typeof seenProcess>[1]['life']> = {}): object[] => {
    const logs = new LogRing();
    for (const line of lines) logs.push(0, line);
    return seenProcess(fault(body), { life: { exits: [], listening: false, bootSeconds: undefined, ...life }, logs, command: [] });
  };

  test('crashes at its start with the code that was asked for', async () => {
    const running = await start(plan({ operator: 'crash-on-start', exitCode: 42 }));
    const exit = await running.exited;
    expect(exit).toEqual({ code: 42, signal: null });
    expect(evidence({ operator: 'crash-on-start' }, { exits: [exit] })).toEqual([{ live: true, sentence: 'ended with 42' }]);
  });

  test('crashes at its start and says that all went well', async () => {
    const exit = await (await start(plan({ operator: 'crash-on-start', exitCode: 0 }))).exited;
    expect(exit).toEqual({ code: 0, signal: null });
    expect(evidence({ operator: 'crash-on-start' }, { exits: [exit] })).toEqual([{ live: true, sentence: 'ended with 0' }]);
  });

  test('may have few files open, whatever limit it asks for', async () => {
    const running = await start(plan({ operator: 'few-descriptors', descriptors: 30 }));
    await until('it listens', () => lines.includes('listening'));
    expect(readFileSync(`/proc/${running.id}/limits`, 'utf8')).toMatch(/^Max open files +30 +30 /m);
    expect(evidence({ operator: 'few-descriptors', descriptors: 30 })).toEqual([{ live: true, sentence: 'limit of open files on purpose: 30' }]);
    expect(evidence({ operator: 'few-descriptors', descriptors: 31 })).toMatchObject([{ live: false }]);
  });

  test('that can write in its folder was not kept from it', async () => {
    await (await start(plan({ operator: 'read-only-disk' }), '')).exited;
    chmodSync(folder, 0o777);
    lines.length = 0;
    const again = bench.specOf('', { command: plan({ operator: 'read-only-disk' }).command, folder });
    await (await bench.runtime.startProcess(again)).exited;
    expect(again.lines).toEqual([]);
    expect(evidence({ operator: 'read-only-disk' })).toEqual([{ live: false, sentence: 'the folder can be written to' }]);
  });

  test('lives on, but its port never opens', async () => {
    const running = await start(plan({ operator: 'never-listen' }), `console.log('work done'); ${SERVER}`);
    await until('listen was called', () => lines.includes('listen was swallowed on purpose'));
    expect(lines).toContain('work done');
    expect([await opens(running), isRunning(Number(running.id))]).toEqual([false, true]);
    expect(evidence({ operator: 'never-listen' })).toEqual([{ live: true, sentence: 'listen was swallowed on purpose' }]);
  });

  test('of any program lives on, and its port never opens', async () => {
    const held = planProcess({ ...release, command: ['python3', '-m', 'http.server', '{port}'] }, [fault({ operator: 'never-listen', held: true })]);
    expect([held.preload, held.nodeOptions]).toEqual([undefined, []]);
    const running = await start(held);
    await until('it is held', () => lines.length > 0);
    expect([await opens(running), isRunning(Number(running.id))]).toEqual([false, true]);
    expect(evidence({ operator: 'never-listen', held: true })).toEqual([{ live: true, sentence: 'the program is held before it begins, on purpose' }]);
    await running.kill('SIGTERM');
    expect(await running.exited).toEqual({ code: null, signal: 'SIGTERM' });
    expect(standingIn(folder)).toEqual([]);
  });

  test('listens late as the same process, which signals still reach', async () => {
    const running = await start(plan({ operator: 'listen-late', seconds: 0.2 }), `process.on('SIGTERM', () => process.exit(5)); ${SERVER}`);
    await until('it listens', () => lines.includes('listening'));
    expect(await opens(running)).toBe(true);
    await running.kill('SIGTERM');
    expect(await running.exited).toEqual({ code: 5, signal: null });
  });

  test('is blocked for so long after its port opened, and then answers what waited', async () => {
    const running = await start(plan({ operator: 'block-event-loop', seconds: 0.2, lasts: 3 }));
    await until('it is blocked', () => lines.includes('the event loop is blocked on purpose'));
    expect(await opens(running)).toBe(true);
    expect(await answers(running)).toBe(false);
    await until('it answers again', () => answers(running));
    expect(lines.filter((line) => line === 'listening')).toHaveLength(1);
  });

  test('is blocked for good where no length is given, without using the processor', async () => {
    const running = await start(plan({ operator: 'block-event-loop' }));
    await until('it is blocked', () => lines.includes('the event loop is blocked on purpose'));
    const before = await running.cpuSeconds();
    expect(await answers(running)).toBe(false);
    expect((await running.cpuSeconds()) - before).toBeLessThan(0.1);
    await running.kill('SIGKILL');
    expect(await running.exited).toEqual({ code: null, signal: 'SIGKILL' });
  });

  test('ends for want of memory', async () => {
    const running = await start(plan({ operator: 'memory-limit', megabytes: 16 }), 'const kept = []; for (;;) kept.push(new Array(1000).fill({}));');
    const exit = await running.exited;
    expect(exit.code === 0).toBe(false);
    expect(lines.join('\n')).toMatch(/heap out of memory/);
    expect(evidence({ operator: 'memory-limit' }, { exits: [exit] })).toMatchObject([{ live: true }]);
  });

  describe('whose port the release before keeps', () => {
    const kept = planProcess({ ...release, releaseId: { setting: 'RELEASE_ID' } }, [fault({ operator: 'port-kept' })]);
    /** Answers with its id, and ends with 7 when it is told to. */
    const named = `
      console.log('started as ' + process.env.RELEASE_ID);
      const server = require('node:http').createServer((request, answer) => {
        answer.end(process.env.RELEASE_ID);
        if (request.url === '/end') answer.on('close', () => process.exit(7));
      });
      server.listen(Number(process.env.PORT), () => console.log('listening as ' + process.env.RELEASE_ID));
    `;
    const END = 'the new release ended with 1, the port is kept on purpose';
    const begin = (script = named): Promise<RunningProcess> => start(kept, script, { RELEASE_ID: '2026.7' });
    const says = ({ address }: RunningProcess, path = '/'): Promise<string> =>
      fetch(`http://${address.host}:${address.port}${path}`, { headers: { connection: 'close' } }).then((answer) => answer.text());

    test('is answered for by that release, and its own cannot listen', async () => {
      const running = await begin();
      await until('the new one has ended', () => lines.includes(END));
      expect(lines.filter((line) => / as /.test(line))).toEqual([`started as ${RELEASE_BEFORE}`, `listening as ${RELEASE_BEFORE}`, 'started as 2026.7']);
      expect(lines.some((line) => line.includes('EADDRINUSE'))).toBe(true);
      expect(await says(running)).toBe(RELEASE_BEFORE);
      expect(isRunning(Number(running.id))).toBe(true);
      expect(evidence({ operator: 'port-kept' })).toEqual([{ live: true, sentence: END }]);
    });

    test('shows no sign of it before the new one has tried', async () => {
      await begin(`setTimeout(() => {}, 60000); console.log('waits');`);
      await until('the first one runs', () => lines.includes('waits'));
      expect(evidence({ operator: 'port-kept' })).toMatchObject([{ live: false }]);
      expect(lines).toEqual(['waits']);
    });

    test('ends when that one ends, with its code', async () => {
      const running = await begin();
      await until('the new one has ended', () => lines.includes(END));
      await says(running, '/end');
      expect(await running.exited).toEqual({ code: 7, signal: null });
    });

    test('ends on a signal, and leaves nothing behind', async () => {
      const running = await begin(named.replace('console.log', `process.on('SIGTERM', () => process.exit(5)); console.log`));
      await until('the new one has ended', () => lines.includes(END));
      expect(standingIn(folder).length).toBeGreaterThan(1);
      process.kill(Number(running.id), 'SIGTERM');
      expect(await running.exited).toEqual({ code: 5, signal: null });
      await until('nothing stands in its folder', () => standingIn(folder).length === 0);
    });
  });

  test('may have more than one of them', async () => {
    const running = await start(plan({ operator: 'listen-late', seconds: 0.1 }, { operator: 'never-listen' }, { operator: 'memory-limit', megabytes: 64 }));
    await until('listen was called', () => lines.includes('listen was swallowed on purpose'));
    expect((await running.environment())?.NODE_OPTIONS).toMatch(/^--max-old-space-size=64 --require=/);
  });
});

test.each([
  ['with the limit', '--max-old-space-size=6 --require=/a.cjs', { live: true, sentence: 'lives with --max-old-space-size=6' }],
  ['with a larger limit', '--max-old-space-size=64', { live: false, sentence: 'ended with nothing' }],
])('evidence: a process that lives %s', (_, NODE_OPTIONS, evidence) => {
  const view = { life: { exits: [], listening: true, bootSeconds: 1 }, logs: new LogRing(), command: ['node'], environment: { NODE_OPTIONS } };
  expect(seenProcess(fault({ operator: 'memory-limit', megabytes: 6 }), view)).toEqual([evidence]);
});

test.each<[string, Omit<ProcessFault, 'kind'>, object, boolean]>([
  ['a process of which it is not known what it was given, and that lives, was not short of memory', { operator: 'memory-limit', megabytes: 6 }, {}, false],
  ['no crash line is no crash of ours', { operator: 'crash-on-start' }, { exits: [{ code: 1, signal: null }] }, false],
  ['a port that opened in time was not late', { operator: 'listen-late', seconds: 3 }, { bootSeconds: 1 }, false],
  ['a port that opened late was', { operator: 'listen-late', seconds: 3 }, { bootSeconds: 3.2 }, true],
  ['a port that never opened was', { operator: 'listen-late', seconds: 3 }, {}, true],
  ['a block of which the log says nothing was none', { operator: 'block-event-loop' }, {}, false],
  ['a port that was kept of which the log says nothing was not', { operator: 'port-kept' }, {}, false],
  ['a program that began was not held', { operator: 'never-listen', held: true }, {}, false],
  ['a stop that did not strike was none', { operator: 'stop' }, {}, false],
])('evidence: %s', (_, body, life, live) => {
  const view = { life: { exits: [], listening: false, bootSeconds: undefined, ...life }, logs: new LogRing(), command: ['node'] };
  expect(seenProcess(fault(body), view)).toMatchObject([{ live }]);
});
