import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ServedImages } from './served-image.testing.js';
import { runCommand } from './started-program.testing.js';
import { TinyProject, TOKEN } from './tiny-project.testing.js';

const projects: TinyProject[] = [];
function newProject(): TinyProject {
  const project = new TinyProject();
  projects.push(project);
  return project;
}
afterAll(() => projects.forEach((project) => project.remove()));

const built = async (project: TinyProject): Promise<string> => (await runCommand(project, ['image', 'build'])).stdout.trim();

test.concurrent('an image that is registered while the server runs is launched as it was built, whatever became of the app since', async () => {
  const project = newProject();
  const served = await ServedImages.start(project);
  try {
    project.write('app/server.cjs', `console.log('the next release, ' + process.env.HEALTH);\n${project.read('app/server.cjs')}`);
    project.write('scenarios/app.ts', project.read('scenarios/app.ts').replace("HEALTH: 'ok'", "HEALTH: 'fair'").replaceAll(TOKEN, 'another-token-77d0b1'));
    const id = await built(project);
    project.write('app/server.cjs', 'process.exit(1)');
    project.write('scenarios/app.ts', 'nonsense');

    const { Images: [image] = [] } = await served.ec2.describeImages({ ImageIds: [id] });
    expect(image).toMatchObject({ ImageId: id, Description: 'tiny', State: 'available', CreationDate: expect.stringMatching(/^\d{4}-/) as unknown });
    expect((await served.ec2.describeImages({})).Images).toHaveLength(2);
    const instance = await served.launch(id);
    await served.program.says(new RegExp(`${instance} listening`));
    const state = await served.state();
    expect(state).toContain('the next release, fair');
    // Its settings are as secret as those that were known at the start.
    expect(state).not.toContain('another-token-77d0b1');

    await served.launch('ami-00000000000000001');
    await expect(served.launch('ami-0123456789abcdef0')).rejects.toThrow("The image id '[ami-0123456789abcdef0]' does not exist");
    rmSync(join(project.folder, '.canarybed/images', `${id}.json`));
    await expect(served.launch(id)).rejects.toThrow(`The image id '[${id}]' does not exist`);
  } finally {
    await served.end();
  }
});

test.concurrent('an image whose release is gone does not keep the others from being launched, and it is said what to do', async () => {
  const project = newProject();
  const id = await built(project);
  rmSync(join(project.folder, '.canarybed/images', id), { recursive: true });
  const served = await ServedImages.start(project);
  try {
    await served.program.says(new RegExp(`^${id} {2}tiny, registered as a folder$`, 'm'));
    const instance = await served.launch(id);
    const [said] = await served.program.says(new RegExp(`${instance} was not launched: .*\\n.*\\n`));
    expect(said).toContain(`${id} is registered, but its folder ${join(project.folder, '.canarybed/images', id)} is gone`);
    expect(said).toContain(`Remove it by "canarybed image remove ${id}", and build it anew.`);
    const other = await served.launch('ami-00000000000000001');
    await served.program.says(new RegExp(`${other} listening`));
    expect(await built(project)).toBe(id);
    const again = await served.launch(id);
    await served.program.says(new RegExp(`${again} listening`));
  } finally {
    await served.end();
  }
});

test.concurrent('a file that describes the id of a registered image is refused', async () => {
  const project = newProject();
  const id = await built(project);
  project.write('images.ts', `import { defineApp } from '${join(__dirname, '../index.js')}';\n${project.read('scenarios/app.ts').replace(/^import .*$/m, '').replace('scenario, fault', 'images')}\nimages({ '${id}': {} });`);
  const { code, stderr } = await runCommand(project, ['serve', '--port', '0', 'images.ts']);
  expect({ code, stderr }).toEqual({ code: 2, stderr: `canarybed: ${id} is described, and registered as tiny; describe another id, or run "canarybed image remove ${id}"\n` });
});
