import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { APP_IMAGE, describeWithContainers } from '../runtime/containers/engine.testing.js';
import { ServedImages } from './served-image.testing.js';
import { runCommand } from './started-program.testing.js';
import { TinyProject } from './tiny-project.testing.js';

const docker = (...args: string[]) => spawnSync('docker', args, { encoding: 'utf8' });

describeWithContainers('an image that is a container image', () => {
  const project = new TinyProject(`image: { name: '${APP_IMAGE}', folder: '/srv/app' },`);
  const build = (...args: string[]) => runCommand(project, ['image', 'build', '--runtime', 'containers', ...args]);
  const filesOf = (id: string): string[] => docker('run', '--rm', '--network', 'none', `canarybed-image:${id}`, 'find', '/srv/app', '-type', 'f', '-user', 'nobody').stdout.trim().split('\n').sort();
  const remove = (id: string) => runCommand(project, ['image', 'remove', id]);

  afterAll(() => project.remove());

  test('holds the release alone, in place of what the app\'s image held, and boots from there', async () => {
    const { code, stdout, stderr } = await build();
    const id = stdout.trim();
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: expect.stringMatching(/^ami-[0-9a-f]{17}\n$/) as unknown, stderr: `${id} is registered: tiny, container image canarybed-image:${id}\n` });
    expect(filesOf(id)).toEqual(['/srv/app/server.cjs']);
    expect(await build()).toMatchObject({ code: 0, stdout, stderr: `${id} is registered already: tiny\n` });

    const served = await ServedImages.start(project, '--runtime', 'containers');
    try {
      await served.program.says(new RegExp(`${await served.launch(id)} listening`));
    } finally {
      await served.end();
      await remove(id);
    }
  });

  test('may come of a Dockerfile of one\'s own, and is refused when that does not hold the release', async () => {
    project.write('Dockerfile', `FROM ${APP_IMAGE}\nCOPY app /srv/app\n`);
    const { code, stdout, stderr } = await build('--dockerfile', 'Dockerfile');
    const id = stdout.trim();
    expect({ code, stderr }).toEqual({ code: 0, stderr: `${id} is registered: tiny, container image canarybed-image:${id}\n` });
    expect(await build('--dockerfile', 'Dockerfile')).toMatchObject({ stdout, stderr: `${id} is registered already: tiny\n` });
    project.write('Dockerfile', `FROM ${APP_IMAGE}\n`);
    expect(await build('--dockerfile', 'Dockerfile')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('expected the pages, migrations and start command of tiny') as unknown });
    project.write('Dockerfile', `FROM ${APP_IMAGE}\nNONSENSE\n`);
    expect(await build('--dockerfile', 'Dockerfile')).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('unknown instruction: NONSENSE') as unknown });
    expect(docker('images', '--quiet', '--filter', 'reference=canarybed-image:building-*').stdout).toBe('');
    expect(await remove(id)).toMatchObject({ code: 0, stderr: `${id} is removed\n` });
    expect(docker('images', '--quiet', `canarybed-image:${id}`).stdout).toBe('');
  });

  test('of a Dockerfile of one\'s own needs none of the app\'s programs here, and is another with another PATH', async () => {
    const poor = new TinyProject(`image: { name: '${APP_IMAGE}', folder: '/srv/app' }, programs: { paths: ['/no/such/program'], remedy: 'none' },`);
    const ids: string[] = [];
    try {
      for (const more of ['', 'ENV PATH=/opt/other:$PATH\n']) {
        poor.write('Dockerfile', `FROM ${APP_IMAGE}\nCOPY app /srv/app\n${more}`);
        const { code, stdout, stderr } = await runCommand(poor, ['image', 'build', '--runtime', 'containers', '--dockerfile', 'Dockerfile']);
        ids.push(stdout.trim());
        expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('is registered: tiny') as unknown });
      }
      expect(new Set(ids).size).toBe(2);
    } finally {
      for (const id of ids) await runCommand(poor, ['image', 'remove', id]);
      poor.remove();
    }
  });

  test('that the engine has no more is told with what to do', async () => {
    project.write('app/more.txt', 'more');
    const id = (await build()).stdout.trim();
    docker('rmi', '--force', `canarybed-image:${id}`);
    const served = await ServedImages.start(project, '--runtime', 'containers');
    try {
      const [said] = await served.program.says(new RegExp(`${await served.launch(id)} was not launched: .*\\n.*\\n`));
      expect(said).toContain(`${id} is registered, but its container image canarybed-image:${id} is gone`);
      expect(said).toContain(`canarybed image remove ${id}`);
    } finally {
      await served.end();
      rmSync(join(project.folder, 'app/more.txt'));
    }
  });
});
