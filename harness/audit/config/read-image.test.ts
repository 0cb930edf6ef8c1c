import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { APP_IMAGE, describeWithContainers } from '../../runtime/containers/engine.testing.js';
import { RUN_FOLDER_PREFIX } from '../../runtime/sweep.js';
import { NO_FLAGS } from './config-flags.js';
import { readAuditInput } from './read-audit-input.js';

const copies = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith(`${RUN_FOLDER_PREFIX}${process.pid}-`));

describeWithContainers('an app that is an image', () => {
  const read = (settings: object) => readAuditInput({ ...NO_FLAGS, settings }, tmpdir());

  it('is described by it, and its release lies in a folder that can be removed', async () => {
    const { release, runtime, dispose } = await read({ image: APP_IMAGE });
    expect({ release, runtime }).toMatchObject({ runtime: 'containers', release: { name: 'canarybed-app', command: ['node', 'start.js'], image: { name: APP_IMAGE, folder: '/srv/app', overlaid: true } } });
    expect(existsSync(`${release.folder}/start.js`)).toBe(true);
    await dispose?.();
    expect(existsSync(release.folder)).toBe(false);
  });

  it('leaves nothing behind where the description is wrong', async () => {
    const before = copies();
    await expect(read({ image: APP_IMAGE, fixedPort: true })).rejects.toThrow('the flags: fixedPort');
    await expect(read({ image: { name: APP_IMAGE, folder: '/srv/none' } })).rejects.toThrow('has no folder /srv/none');
    expect(copies()).toEqual(before);
  });
});
