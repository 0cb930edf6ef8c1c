import { chownSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMALL_RELEASE } from '../../model/release.testing.js';
import { HELD_LINE, planProcess } from '../carry-out/process.js';
import type { RuntimeAdapter } from '../port.js';
import { until } from '../run-bench.testing.js';
import { newRunId } from '../run-folder.js';
import { openContainersRuntime } from './adapter.js';
import {
  ask, describeWithContainers, folderOfImage, folderWith, POSTGRES_IMAGE, removeFolders, SERVER, specOf, untilListening,
} from './engine.testing.js';

describeWithContainers('a process in a container', () => {
  let runtime: RuntimeAdapter;
  beforeAll(async () => {
    runtime = await openContainersRuntime({ runId: newRunId(), postgresImage: POSTGRES_IMAGE });
  });
  afterAll(async () => {
    await runtime?.close();
    removeFolders();
  });

  test('hands over every line of both streams in order, and its exit code', async () => {
    const script = `
      const { writeSync } = require('node:fs');
      for (let i = 0; i < 300; i += 1) writeSync(1 + (i % 2), 'line ' + i + ' é\\n');
      writeSync(1, 'x'.repeat(100000) + '\\n');
      writeSync(2, 'no end of line');
      process.exit(7);
    `;
    const spec = specOf('lines', script);
    const running = await runtime.startProcess(spec);
    expect(await running.exited).toEqual({ code: 7, signal: null });
    expect(spec.lines.filter((line) => line.startsWith('line')).sort(byNumber)).toEqual(
      Array.from({ length: 300 }, (_, i) => `line ${i} é`),
    );
    expect(spec.lines).toContain('x'.repeat(100_000));
    expect(spec.lines.at(-1)).toBe('no end of line');
  });

  test('that dies at once is no error, and its last words are in before its end', async () => {
    const spec = specOf('dies', '', { command: ['sh', '-c', 'echo gone >&2; exit 3'] });
    const running = await runtime.startProcess(spec);
    expect(await running.exited).toEqual({ code: 3, signal: null });
    expect(spec.lines).toEqual(['gone']);
    expect(await ask(running.address)).toBe('ECONNREFUSED');
  });

  test('whose program is held lives on, refuses, and ends on a signal', async () => {
    const { command } = planProcess({ ...SMALL_RELEASE, command: ['python3', '-m', 'http.server', '{port}'] }, [{ kind: 'process', operator: 'never-listen', held: true, summary: '' }]);
    const spec = specOf('held', '', { command });
    const running = await runtime.startProcess(spec);
    await until('it is held', () => spec.lines.length > 0);
    expect(spec.lines).toEqual([HELD_LINE]);
    expect(await ask(running.address)).toBe('ECONNREFUSED');
    await running.kill('SIGTERM');
    expect(await running.exited).toEqual({ code: null, signal: 'SIGTERM' });
  });

  test('with a command that is not there ends with 127', async () => {
    const running = await runtime.startProcess(specOf('no-command', '', { command: ['no-such-program'] }));
    expect(await running.exited).toEqual({ code: 127, signal: null });
  });

  test('gets SIGTERM, whether it handles it or not', async () => {
    const handles = specOf('handles', `process.on('SIGTERM', () => { console.log('bye'); process.exit(4); });${SERVER}`);
    const [polite, plain] = await Promise.all([
      runtime.startProcess(handles),
      runtime.startProcess(specOf('does-not', SERVER)),
    ]);
    await Promise.all([untilListening(polite), untilListening(plain)]);
    await Promise.all([polite.kill('SIGTERM'), plain.kill('SIGTERM')]);
    expect(await polite.exited).toEqual({ code: 4, signal: null });
    expect(handles.lines).toContain('bye');
    expect(await plain.exited).toEqual({ code: null, signal: 'SIGTERM' });
    await expect(plain.kill('SIGTERM')).resolves.toBeUndefined();
  });

  test.each([
    ['aborts', 'process.abort()', 'SIGABRT'],
    ['kills-itself', `process.kill(process.pid, 'SIGKILL')`, 'SIGKILL'],
  ] as const)('that %s says by which signal it ended', async (name, script, signal) => {
    const running = await runtime.startProcess(specOf(name, script));
    expect(await running.exited).toEqual({ code: null, signal });
  });

  test.each(['SIGSEGV', 'SIGKILL'] as const)('can be sent %s', async (signal) => {
    const running = await runtime.startProcess(specOf(signal.toLowerCase(), SERVER));
    await untilListening(running);
    await running.kill(signal);
    expect(await running.exited).toEqual({ code: null, signal });
  });

  test('hangs while paused, answers when resumed, and can be killed while paused', async () => {
    const running = await runtime.startProcess(specOf('paused', SERVER));
    await untilListening(running);
    expect(await ask(running.address)).toBe('fine');
    await running.pause();
    expect(await ask(running.address, 1)).toBe('TimeoutError');
    await running.resume();
    expect(await ask(running.address)).toBe('fine');
    await running.pause();
    await running.kill('SIGKILL');
    expect(await running.exited).toEqual({ code: null, signal: 'SIGKILL' });
  });

  test('that listens on loopback alone is refused, as is a dead one at once', async () => {
    const running = await runtime.startProcess(specOf('loopback', SERVER.replace('PORT)', `PORT), '127.0.0.1'`)));
    expect(await ask(running.address)).toBe('ECONNREFUSED');
    await running.kill('SIGKILL');
    await running.exited;
    expect(await ask(running.address)).toBe('ECONNREFUSED');
  });

  test('comes back at the same address when it is started again', async () => {
    const spec = specOf('again', SERVER);
    const first = await runtime.startProcess(spec);
    await first.kill('SIGKILL');
    await first.exited;
    const second = await runtime.startProcess(spec);
    await untilListening(second);
    expect(second.address).toEqual(first.address);
    expect(second.id).not.toBe(first.id);
  });

  test('runs the image as it is, refusing an image of another release', async () => {
    const released = specOf('released', '', { folder: folderOfImage(), folderChanged: false, command: ['ls'] });
    expect(await (await runtime.startProcess(released)).exited).toEqual({ code: 0, signal: null });
    expect(released.lines).toContain('start.js');

    const other = await openContainersRuntime({ runId: newRunId(), postgresImage: POSTGRES_IMAGE });
    try {
      const spec = specOf('other', SERVER, { folderChanged: false });
      await expect(other.startProcess(spec)).rejects.toThrow('not built from the release');
    } finally {
      await other.close();
    }
  });

  test('may write its changed folder as its owner, and reads extra files under their own path', async () => {
    const extra = join(folderWith({ 'preload.js': `console.log('preloaded')` }), 'preload.js');
    const script = `
      const { writeFileSync } = require('node:fs');
      writeFileSync('note', 'x');
      try { writeFileSync(${JSON.stringify(extra)}, 'x'); } catch (error) { console.log(error.code, process.getuid()); }
    `;
    const spec = specOf('files', script, { extraFiles: [extra], env: { NODE_OPTIONS: `--require ${extra}` } });
    if (process.getuid?.() === 0) chownSync(spec.folder, 4321, 4321);
    expect(await (await runtime.startProcess(spec)).exited).toEqual({ code: 0, signal: null });
    expect(spec.lines[0]).toBe('preloaded');
    expect(spec.lines[1]).toMatch(/^E(ROFS|ACCES) [1-9]/);
  });

  test('is refused when a file to mount is not there', async () => {
    await expect(runtime.startProcess(specOf('missing', '', { extraFiles: ['/no/such/file'] }))).rejects.toThrow('/no/such/file');
  });

  test('has the settings of its specification and no others', async () => {
    const spec = specOf('settings', 'console.log(JSON.stringify(process.env))', { env: { A: 'a=b', EMPTY: '' } });
    const running = await runtime.startProcess(spec);
    const { PATH, ...given } = (await running.environment()) ?? {};
    expect(PATH).toContain('/bin');
    expect(given).toEqual({ A: 'a=b', EMPTY: '', HOME: '/srv/app', PORT: '8080' });
    await running.exited;
    expect(JSON.parse(spec.lines[0] ?? '')).toMatchObject({ ...given, PATH });
  });

  test('uses processor time that can be read, also after its end', async () => {
    const running = await runtime.startProcess(specOf('busy', 'const end = Date.now() + 2000; while (Date.now() < end);'));
    let used = 0;
    const watch = setInterval(() => void running.cpuSeconds().then((seconds) => (used = seconds)), 50);
    await running.exited;
    clearInterval(watch);
    expect(used).toBeGreaterThan(0.05);
    expect(await running.cpuSeconds()).toBeGreaterThanOrEqual(used);
  });

  test('reaches a service of ours on the service host', async () => {
    const service = createServer((_, answer) => answer.end('from the service'));
    await new Promise<void>((listening) => service.listen(0, runtime.serviceHost, listening));
    const { port } = service.address() as AddressInfo;
    const spec = specOf('client', 'fetch(process.env.SERVICE).then((answer) => answer.text()).then(console.log)', {
      env: { SERVICE: `http://${runtime.serviceHost}:${port}/` },
    });
    await (await runtime.startProcess(spec)).exited;
    service.close();
    expect(spec.lines).toEqual(['from the service']);
  });
});

const byNumber = (a: string, b: string): number => Number(a.split(' ')[1]) - Number(b.split(' ')[1]);
