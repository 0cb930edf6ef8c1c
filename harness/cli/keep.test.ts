import { existsSync } from 'node:fs';
import { get } from 'node:http';
import pg from 'pg';
import { startCommand, type StartedProgram } from './started-program.testing.js';
import { TinyProject, TOKEN } from './tiny-project.testing.js';

const project = new TinyProject(`database: { setting: 'DATABASE_URL', tables: [] },`)
  .scenarios('surprising', `scenario('a surprise', { fault: fault.env.set('HEALTH', 'sick'), expect: 'accepted' });`)
  .scenarios('good', `scenario('a good release', { expect: 'accepted' });\nscenario.todo('a better one');`)
  .scenarios('waiting', `scenario('a port that is waited for', { fault: fault.process.neverListen(), expect: 'rejected', because: 'timeout' });`);

afterAll(() => project.remove());

let program: StartedProgram;

describe('a surprise that is kept up', () => {
  let folder: string;
  let url: string;

  beforeAll(async () => {
    program = startCommand(project, ['run', '--keep', '--no-watch', 'surprising']);
    await program.says(/press Ctrl-C to end/);
  });
  afterAll(() => program.end());

  test('is shown while it is up, with what surprised', () => {
    expect(program.stdout).toContain('SURPRISE: a surprise\n');
    expect(program.stdout).toContain('  expected accepted, got rejected');
    expect(program.stdout).toMatch(/^1 surprising scenario is kept up; press Ctrl-C to end$/m);
  });

  test('can be entered: its folder is there and its process runs', () => {
    const [, path = '', pid] = /^ {2}\$ cd (\S+) +# process (\d+)$/m.exec(program.stdout) ?? [];
    folder = path;
    expect(existsSync(`${folder}/server.cjs`)).toBe(true);
    expect(existsSync(`/proc/${pid}/cwd/server.cjs`)).toBe(true);
  });

  test('can be asked as the balancer asks it', async () => {
    const [, host, address = ''] = /^ {2}\$ curl -i -H 'Host: ([\d.]+)' (http:\S+)$/m.exec(program.stdout) ?? [];
    const status = await new Promise((resolve, reject) => {
      get(address, { headers: { host } }, (response) => resolve(response.resume().statusCode)).on('error', reject);
    });
    expect(status).toBe(503);
  });

  test('lets one into its database by the line that is printed', async () => {
    [, url = ''] = /^ {2}\$ psql '(\S+)'$/m.exec(program.stdout) ?? [];
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query('select current_user, current_database() as name');
    await client.end();
    expect(rows).toEqual([{ current_user: new URL(url).username, name: new URL(url).pathname.slice(1) }]);
  });

  test('is gone after Ctrl-C, as all the rest, and no secret is in the reports', async () => {
    program.child.kill('SIGINT');
    expect(await program.ended).toBe(130);
    await program.isGone();
    expect(existsSync(folder)).toBe(false);
    const reports = project.read('reports/journal.jsonl') + project.read('reports/results.json');
    expect(reports).toContain('psql ');
    // What was looked at was over: it is no part of a run that others would miss.
    expect(JSON.parse(project.read('reports/results.json'))).toMatchObject({ interrupted: false });
    for (const secret of [TOKEN, new URL(url).password]) expect(reports).not.toContain(secret);
    expect(program.stdout.match(/SURPRISE: a surprise/g)).toHaveLength(1);
  });
});

describe('where there is nothing to keep', () => {
  afterEach(() => program.end());

  test('a run in which all is as expected ends by itself', async () => {
    program = startCommand(project, ['run', '--keep', '--no-watch', 'good']);
    expect(await program.ended).toBe(0);
    expect(program.stdout).toMatch(/^todo +a better one/m);
    expect(program.stdout).not.toContain('Ctrl-C');
    await program.isGone();
  });

  test('Ctrl-C before the end is not waited for a second time', async () => {
    program = startCommand(project, ['run', '--keep', 'waiting']);
    await program.comesToRun('server.cjs', 1);
    program.child.kill('SIGINT');
    expect(await program.ended).toBe(130);
    await program.isGone();
  });
});
