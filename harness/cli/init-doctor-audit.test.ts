import { createServer } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listenOn, stopListening } from '../services/socket-address.js';
import { runCommand } from './started-program.testing.js';
import { app, install, read, removeApps } from './their-app.testing.js';

afterEach(removeApps);

const TINY_APP = {
  'package.json': JSON.stringify({ name: 'tiny', scripts: { start: 'node server.js' } }),
  'server.js': "const { PORT = '3000' } = process.env;\nrequire('node:http').createServer((request, response) => response.end(request.url === '/healthz' ? 'ok' : 'a page')).listen(PORT);\n",
  '.env.example': 'GREETING=hello\n',
};
const AUTO = { CANARYBED_RUNTIME: 'auto' };

test('what init writes, the doctor finds well and audit takes', async () => {
  const project = app(TINY_APP);
  install(project.folder);
  expect(await runCommand(project, ['init', '--yes'])).toMatchObject({ code: 0, stderr: '' });
  expect(read(project, 'ts')).toContain("portSetting: 'PORT'");
  const doctor = await runCommand(project, ['doctor'], AUTO);
  expect(doctor).toMatchObject({ code: 0, stderr: '' });
  expect(doctor.stdout).toContain(`app         tiny, described by canarybed.config.ts\n  command   node is here\n  files     ${project.folder}\n`);
  expect(doctor.stdout).toContain('would take  embedded: an app names no image\n');
  const audit = await runCommand(project, ['audit', '--operator', 'wrong-check-port', '--max', '5'], AUTO);
  expect(audit).toMatchObject({ code: 0, stderr: '' });
  expect(audit.stdout).toContain('runtime: embedded (an app names no image)\n');
  expect(audit.stdout).toMatch(/^killed {6}wrong-check-port:health-check {2}rejected/m);
});

test('the doctor tells why a description cannot be read, and exits with 2', async () => {
  const project = app({ 'canarybed.config.json': '{"command": "node server.js", "envFile": ".env"}' });
  const { code, stdout } = await runCommand(project, ['doctor']);
  expect(stdout).toMatch(/^app {9}its description cannot be read: canarybed\.config\.json: envFile: expected a file of settings at .*; name another, or take it out$/m);
  expect(stdout).toMatch(/^would take {2}embedded: /m);
  expect(code).toBe(2);
});

test('the doctor tells of a folder that describes no app, and of a port that is taken', async () => {
  const project = app({ 'server.js': '' });
  expect(await runCommand(project, ['doctor'])).toMatchObject({ code: 0, stdout: expect.stringContaining('app         not described here; "canarybed init" writes a configuration\n') as string });
  const server = createServer();
  const { port } = await listenOn(server, '0.0.0.0');
  try {
    writeFileSync(join(project.folder, 'canarybed.config.json'), JSON.stringify({ command: 'node server.js', port, fixedPort: true }));
    expect(await runCommand(project, ['doctor'])).toMatchObject({ code: 0, stdout: expect.stringContaining(`  port      not well: ${port} is taken by another program; end that`) as string });
  } finally {
    await stopListening(server);
  }
});
