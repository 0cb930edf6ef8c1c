import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentError } from '../../model/errors.js';
import { copyFromImage } from './copy-from-image.js';
import { APP_IMAGE, describeWithContainers, folderOfImage, folderWith, removeFolders } from './engine.testing.js';
import { contentOfFolder } from './release-content.js';

afterAll(removeFolders);

describeWithContainers('a release in an image', () => {
  /** Of our own, so that its containers are ours, too; it holds a folder that is named as it is itself. */
  const image = `canarybed-test-${process.pid}:local`;
  const containers = (): string => spawnSync('docker', ['ps', '--all', '--quiet', '--filter', `ancestor=${image}`], { encoding: 'utf8' }).stdout;

  beforeAll(() => {
    const made = folderWith({});
    mkdirSync(join(made, 'srv/app/app'), { recursive: true });
    writeFileSync(join(made, 'srv/app/app/inner'), 'within');
    symlinkSync('app/inner', join(made, 'srv/app/link'));
    const { stdout: input } = spawnSync('tar', ['-cf', '-', '-C', made, 'srv']);
    expect(spawnSync('docker', ['import', '-', image], { input, encoding: 'utf8' })).toMatchObject({ status: 0 });
  });
  afterEach(() => expect(containers()).toBe(''));
  afterAll(() => void spawnSync('docker', ['rmi', '--force', image]));

  test('is copied as it is there, and belongs to whoever copied it', async () => {
    const [into, other] = [folderWith({}), folderOfImage()];
    await copyFromImage(APP_IMAGE, '/srv/app', into);
    expect(await contentOfFolder(into)).toBe(await contentOfFolder(other));
    expect(readdirSync(into).sort()).toEqual(readdirSync(other).sort());
    for (const name of readdirSync(into)) expect(statSync(join(into, name)).uid).toBe(process.getuid?.());
  });

  test('may hold a folder that is named as it is itself, and links', async () => {
    const into = folderWith({});
    await copyFromImage(image, '/srv/app', into);
    expect(readdirSync(into).sort()).toEqual(['app', 'link']);
    expect(readdirSync(join(into, 'app'))).toEqual(['inner']);
    expect(readFileSync(join(into, 'link'), 'utf8')).toBe('within');
  });

  test('is refused when the image has no such folder', async () => {
    const refused = copyFromImage(image, '/srv/nowhere', folderWith({}));
    await expect(refused).rejects.toThrow(EnvironmentError);
    await expect(refused).rejects.toThrow(`image ${image} has no folder /srv/nowhere`);
  });

  test('is refused when the engine has no such image', async () => {
    const refused = copyFromImage('canarybed-test/no-such-image:never', '/srv/app', folderWith({}));
    await expect(refused).rejects.toThrow(EnvironmentError);
    await expect(refused).rejects.toThrow('canarybed-test/no-such-image:never is no folder, no git ref and no image of the engine');
  });
});

const engineIsHere = existsSync('/var/run/docker.sock') || process.env.DOCKER_HOST !== undefined;

(engineIsHere ? test.skip : test)('without an engine nothing is copied, and it is said what would do instead', async () => {
  const into = folderWith({});
  await expect(copyFromImage(APP_IMAGE, '/srv/app', into)).rejects.toMatchObject({
    message: `${APP_IMAGE} is no folder and no git ref, and no container engine answers that could know it as an image`,
    remedy: 'Name a folder or a git ref, or start an engine.',
  });
  expect(readdirSync(into)).toEqual([]);
});
