import { spawn, spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { unprivileged } from '../runtime/embedded/identity.js';
import { environmentIn, StartedProgram } from './started-program.testing.js';
import { app, removeApps } from './their-app.testing.js';
import { ROOT } from './tiny-project.testing.js';

const PROGRAM = join(ROOT, 'bin/canarybed.mjs');
/** Root may read everything. */
const somebody = unprivileged('app');
/** Who is not root may be shut out of a checkout. */
const testHere = spawnSync(process.execPath, [PROGRAM, '--version'], { ...somebody, cwd: '/' }).status === 0 ? test : test.skip;

afterEach(removeApps);

async function runAsSomebody(project: ReturnType<typeof app>, ...args: string[]): Promise<{ code: unknown; output: string }> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { ...somebody, cwd: project.folder, env: environmentIn(project), stdio: ['ignore', 'pipe', 'pipe'] });
  const program = new StartedProgram(child, project);
  const code = await program.ended;
  return { code, output: program.output };
}

const SERVER = "require('node:http').createServer((_, answer) => answer.end('fine')).listen(process.env.PORT);";
const CONFIG = { command: 'node server.js', templates: 'views', postgres: 'DATABASE_URL', migrations: { command: 'node migrate.js' } };
const { postgres: _postgres, migrations: _migrations, ...PLAIN } = CONFIG;

testHere.each([
  ['templates', ['audit', '--list'], PLAIN, 'views/old'],
  ['migrations', ['audit', '--list'], CONFIG, 'migrations'],
  ['migrations', ['doctor'], CONFIG, 'migrations'],
  ['a folder', ['audit'], PLAIN, 'private'],
  ['a folder', ['audit', '--incremental'], PLAIN, 'private'],
])('%s of the release that may not be read are no defect of ours: %j', async (_, args, config, path) => {
  const project = app({ 'canarybed.config.json': JSON.stringify(config), 'server.js': SERVER, 'views/a.ejs': '', 'views/old/b.ejs': '', 'migrations/1.sql': '', 'private/key': '' });
  chmodSync(project.folder, 0o777);
  chmodSync(join(project.folder, path), 0o000);
  try {
    const { code, output } = await runAsSomebody(project, ...args);
    expect(output).toContain(`${join(project.folder, path)} cannot be read (EACCES)`);
    expect(code).toBe(3);
  } finally {
    chmodSync(join(project.folder, path), 0o755);
  }
});
