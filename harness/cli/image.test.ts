import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { runCommand } from './started-program.testing.js';
import { TinyProject, TOKEN } from './tiny-project.testing.js';

const ID = /^ami-[0-9a-f]{17}\n$/;

const projects: TinyProject[] = [];
function newProject(more = ''): TinyProject {
  const project = new TinyProject(more);
  projects.push(project);
  return project;
}
afterAll(() => projects.forEach((project) => project.remove()));

const build = (project: TinyProject, ...args: string[]) => runCommand(project, ['image', 'build', ...args]);
/** What is in the registry, but for what keeps it out of a repository. */
const registered = (project: TinyProject): string[] =>
  (existsSync(join(project.folder, '.canarybed')) ? readdirSync(join(project.folder, '.canarybed/images')) : []).filter((name) => name !== '.gitignore').sort();

test.concurrent('a build prints the id alone, and keeps the release and how it is started; one that was lost is made anew', async () => {
  const project = newProject();
  const { code, stdout, stderr } = await build(project);
  const id = stdout.trim();
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: expect.stringMatching(ID) as unknown, stderr: `${id} is registered: tiny, a folder\n` });
  expect(registered(project)).toEqual([id, `${id}.json`]);
  expect(project.read(`.canarybed/images/${id}/server.cjs`)).toBe(project.read('app/server.cjs'));
  expect(JSON.parse(project.read(`.canarybed/images/${id}.json`))).toMatchObject({ id, release: { command: ['node', 'server.cjs'], env: { HEALTH: 'ok' } } });

  rmSync(join(project.folder, '.canarybed/images', id), { recursive: true });
  expect(await build(project)).toEqual({ code, stdout, stderr });
  expect(registered(project)).toEqual([id, `${id}.json`]);
});

test.concurrent('the same release is the same image, on any machine; another file, right or setting makes another', async () => {
  const [project, other] = [newProject(), newProject()];
  const ids = [(await build(project)).stdout.trim()];
  const again = await build(project);
  expect([again.stdout.trim(), again.stderr]).toEqual([ids[0], `${ids[0]} is registered already: tiny\n`]);
  expect((await build(other)).stdout.trim()).toBe(ids[0]);
  const changes = [
    () => project.write('app/more.txt', 'more'),
    () => chmodSync(join(project.folder, 'app/more.txt'), 0o755),
    () => project.write('scenarios/app.ts', project.read('scenarios/app.ts').replace("HEALTH: 'ok'", "HEALTH: 'sick'")),
  ];
  for (const change of changes) {
    change();
    ids.push((await build(project)).stdout.trim());
  }
  expect(new Set(ids).size).toBe(4);
  expect(registered(project)).toHaveLength(8);
});

test.concurrent('builds at the same time lose neither image, and leave nothing half done', async () => {
  const project = newProject();
  project.write('scenarios/other.ts', project.read('scenarios/app.ts').replace("name: 'tiny'", "name: 'other'"));
  const built = await Promise.all([build(project), build(project), build(project, '--app', 'scenarios/other.ts')]);
  expect(built.map(({ code }) => code)).toEqual([0, 0, 0]);
  const ids = [...new Set(built.map(({ stdout }) => stdout.trim()))];
  expect(ids).toHaveLength(2);
  expect(registered(project)).toEqual(ids.flatMap((id) => [id, `${id}.json`]).sort());
});

test.concurrent('the list tells what there is, the oldest first, and no settings; what is removed is gone', async () => {
  const project = newProject();
  const git = (...args: string[]) => spawnSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], { cwd: project.folder });
  git('init', '-q');
  git('add', 'app', 'scenarios');
  git('commit', '-qm', 'first');
  const commit = git('rev-parse', 'HEAD').stdout.toString().trim();
  const first = (await build(project)).stdout.trim();
  project.write('app/more.txt', 'more');
  git('add', 'app/more.txt');
  const second = JSON.parse((await build(project, '--json')).stdout) as { id: string };
  const listed = await runCommand(project, ['image', 'list', '--json']);
  const common = { app: 'tiny', appFile: 'scenarios/app.ts', kind: 'folder', createdAt: expect.stringMatching(/^\d{4}-.*Z$/) as unknown };
  expect(JSON.parse(listed.stdout)).toEqual([
    { ...common, id: first, commit, description: `tiny at ${commit.slice(0, 7)}` },
    { ...common, id: second.id, commit: `${commit}-dirty`, description: `tiny at ${commit.slice(0, 7)}-dirty` },
  ]);
  const shown = await runCommand(project, ['image', 'list']);
  expect(shown.stdout.split('\n').map((line) => line.split(' ')[0])).toEqual([first, second.id, '']);
  for (const { stdout, stderr } of [listed, shown]) expect(stdout + stderr).not.toContain(TOKEN);
  expect(statSync(join(project.folder, `.canarybed/images/${first}.json`)).mode & 0o077).toBe(0);

  expect(await runCommand(project, ['image', 'remove', first])).toEqual({ code: 0, stdout: '', stderr: `${first} is removed\n` });
  expect(registered(project)).toEqual([second.id, `${second.id}.json`]);
  expect(await runCommand(project, ['image', 'remove', first])).toMatchObject({ code: 2, stderr: `canarybed: no image ${first} is registered here; "canarybed image list" shows those that are\n` });
});

test.concurrent("the app's own build is run, and no image comes of one that fails", async () => {
  const project = newProject(`build: { command: ['node', 'build.cjs'], folder: '.' },`);
  project.write('build.cjs', `console.log('building'); require('node:fs').writeFileSync('app/built.txt', 'built');`);
  const { code, stdout } = await build(project);
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(ID) as unknown });
  expect(project.read(`.canarybed/images/${stdout.trim()}/built.txt`)).toBe('built');
  project.write('build.cjs', `console.error('no such module'); process.exit(1);`);
  expect(await build(project)).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('the build of tiny failed: no such module') as unknown });
  expect(registered(project)).toHaveLength(2);
});

test.concurrent('files that are not there are refused as wrong use, and nothing is registered', async () => {
  const project = newProject();
  const refusals = await Promise.all([
    build(project, '--runtime', 'auto', '--dockerfile', 'nowhere'),
    build(project, '--runtime', 'auto', '--dockerfile', 'scenarios/app.ts', '--context', 'app'),
    build(project, '--app', 'nowhere.ts'),
  ]);
  expect(refusals.map(({ code, stdout }) => ({ code, stdout }))).toEqual(refusals.map(() => ({ code: 2, stdout: '' })));
  expect(refusals.map(({ stderr }) => stderr)).toEqual([
    expect.stringContaining('--dockerfile: expected a file at '),
    expect.stringContaining('--dockerfile: expected a file within the context '),
    expect.stringContaining('expected a file that describes the app by defineApp'),
  ]);
  expect(registered(project)).toEqual([]);
});

test.concurrent('a container image is refused without what it is made from, and a folder is taken where either would do', async () => {
  const project = newProject();
  expect(await build(project, '--runtime', 'containers')).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('a container image cannot be built: app tiny describes no image') as unknown });
  const { code, stdout, stderr } = await build(project, '--runtime', 'auto');
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: expect.stringMatching(ID) as unknown, stderr: expect.stringContaining('the image is a folder: app tiny describes no image\n') as unknown });
});

test.concurrent('a release whose folder would hold the images too is refused, before anything is copied', async () => {
  const project = newProject(`folder: '.',`);
  const { code, stdout, stderr } = await build(project);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(`app tiny: expected a folder for the release alone, found ${project.folder}, which holds the images in `);
  expect(registered(project)).toEqual([]);
});

test('the folder of images is none of what the project keeps in its repository', () => {
  expect(readFileSync(join(__dirname, '../../.gitignore'), 'utf8').split('\n')).toContain('.canarybed/');
});
