import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { EventListener } from '../report/show/events.testing.js';
import { readEmbedded, type RunOverview } from '../report/view/embed.js';
import type { LiveData } from '../report/view/live-data.js';
import { runCommand, startCommand, type StartedProgram } from './started-program.testing.js';
import { ROOT, TinyProject } from './tiny-project.testing.js';

const project = new TinyProject();
const golden = (name: string, folder: string): void => {
  mkdirSync(join(project.folder, folder), { recursive: true });
  copyFileSync(join(ROOT, 'harness/report/golden', name), join(project.folder, folder, name));
};

let program: StartedProgram | undefined;
afterEach(() => program?.end());
afterAll(() => project.remove());

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('serves the reports of a folder until %s, and ends with %d though somebody listens', async (signal, code) => {
  golden('journal.jsonl', 'both');
  golden('audit.json', 'both');
  program = startCommand(project, ['show', 'both']);
  const [, url = ''] = await program.says(/^run: (http:\/\/127\.0\.0\.1:\d+\/)$/m);
  const [, audit = ''] = await program.says(/^audit: (http:.*\/audit)$/m);
  expect(await (await fetch(url)).text()).toContain('<title>canarybed run</title>');
  expect(await (await fetch(audit)).text()).toContain('<title>canarybed audit</title>');
  const events = await fetch(`${url}events`);
  program.child.kill(signal);
  expect(await program.ended).toBe(code);
  await expect(events.text()).resolves.toContain('data: ');
});

test('serves a folder that has nothing yet, or that the first run will make', async () => {
  mkdirSync(join(project.folder, 'empty'));
  for (const args of [['show', 'empty'], ['show']]) {
    program = startCommand(project, args);
    const [, url = ''] = await program.says(/^waiting for a run or an audit: (http:.*\/)$/m);
    expect(await (await fetch(url)).text()).toContain('<title>canarybed</title>');
    await program.end();
  }
});

test('a run is followed from its first line to its end, by events, from before it began', async () => {
  const own = new TinyProject().scenarios('both', "scenario('good', { expect: 'accepted' });\nscenario('sick', { fault: fault.env.set('HEALTH', 'sick'), expect: 'rejected', because: 'disk' });");
  try {
    program = startCommand(own, ['show']);
    const [, url = ''] = await program.says(/^waiting for a run or an audit: (http:.*)\/$/m);
    const seen: RunOverview[] = [];
    const listener = await EventListener.at(url);
    const run = startCommand(own, ['run', '--no-watch']);
    for (let heard = 1; seen.at(-1)?.running !== undefined || seen.length === 0; heard += 1) {
      await listener.hears(heard);
      const { pieces } = (await (await fetch(`${url}/data.json`)).json()) as LiveData;
      const embedded = readEmbedded((id) => pieces[id] ?? 'null');
      if (embedded.kind === 'run') seen.push(embedded.overview);
    }
    expect(await run.ended).toBe(0);
    expect(seen[0]?.running).toMatchObject({ ended: expect.any(Number) as number });
    expect(seen.at(-1)).toMatchObject({ interrupted: false, counts: { 'as-expected': 2 } });
    expect(seen.at(-1)?.scenarios.map(({ title }) => title).sort()).toEqual(['good', 'sick']);
    listener.leave();
  } finally {
    await program?.end();
    own.remove();
  }
});

test('shows the audit where there is no run', async () => {
  golden('audit.json', 'audited');
  program = startCommand(project, ['show', 'audited']);
  const [, url = ''] = await program.says(/^audit: (http:.*\/)$/m);
  expect(await (await fetch(url)).text()).toContain('<title>canarybed audit</title>');
  expect(program.stdout.trim().split('\n')).toHaveLength(1);
});

test.each([
  [['show', 'nowhere'], 'canarybed: show: expected a folder with a journal.jsonl, a results.json or an audit.json, found none at nowhere; "canarybed run" and "canarybed audit" write them to reports/\n'],
  [['show', 'broken/journal.jsonl'], 'canarybed: show: expected a folder with a journal.jsonl, a results.json or an audit.json, found none at broken/journal.jsonl; "canarybed run" and "canarybed audit" write them to reports/\n'],
  [['show', 'broken'], 'canarybed: broken/journal.jsonl:1: expected a line of a journal, an object as JSON, found "no line"\n'],
])('%j is refused with 2', async (args, message) => {
  mkdirSync(join(project.folder, 'broken'), { recursive: true });
  writeFileSync(join(project.folder, 'broken/journal.jsonl'), 'no line\n');
  expect(await runCommand(project, args)).toEqual({ code: 2, stdout: '', stderr: message });
});

test('a port that is taken is told with what to do, and ends with 3', async () => {
  golden('journal.jsonl', 'both');
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const { code, stderr } = await runCommand(project, ['show', 'both', '--port', String(port)]);
  taken.close();
  expect(code).toBe(3);
  expect(stderr).toMatch(new RegExp(`expected to listen at 127.0.0.1, port ${port}, found .*EADDRINUSE[^]*Name another --host or --port`));
});
