import { spawnSync } from 'node:child_process';
import { newRunId } from '../run-folder.js';
import { openContainersRuntime } from './adapter.js';
import { containersAvailability } from './availability.js';
import { findEngine, type Engine } from './engine.js';
import { APP_IMAGE, describeWithContainers, POSTGRES_IMAGE, removeFolders, SERVER, specOf } from './engine.testing.js';
import { labelsOf, PID_LABEL, RUN_LABEL } from './labels.js';
import { sweepContainers } from './sweep.js';

async function leftOf(engine: Engine, runId: string): Promise<number> {
  const filters = { label: [`${RUN_LABEL}=${runId}`] };
  const containers = await engine.container.dockerode.listContainers({ all: true, filters });
  return containers.length + (await engine.container.dockerode.listNetworks({ filters })).length;
}

describeWithContainers('what a run leaves on the engine', () => {
  let engine: Engine;
  beforeAll(async () => {
    const found = await findEngine();
    if (!found) throw new Error('no engine');
    engine = found;
  });
  afterAll(removeFolders);

  /** A stopped container and a network, as a run has left them whose process had this id. */
  async function leaveBehind(runId: string, pid: number): Promise<void> {
    const Labels = { ...labelsOf(runId), [PID_LABEL]: String(pid) };
    await engine.network.create({ Name: `canarybed-${runId}`, Labels });
    await engine.container.create({ Image: APP_IMAGE, Cmd: ['true'], name: `canarybed-${runId}-left`, Labels });
  }

  test('is swept when its process is dead, and only then', async () => {
    const [dead, alive] = [newRunId(), newRunId()];
    await leaveBehind(dead, spawnSync('true').pid);
    await leaveBehind(alive, process.pid);
    const swept = await sweepContainers();
    expect(swept.containers).toContain(`canarybed-${dead}-left`);
    expect(swept.networks).toContain(`canarybed-${dead}`);
    expect(swept.networks).not.toContain(`canarybed-${alive}`);
    expect([await leftOf(engine, dead), await leftOf(engine, alive)]).toEqual([0, 2]);

    // As if the id had gone to another process since: the start time does not fit.
    await leaveBehind(`${alive}-reused`, 1);
    expect((await sweepContainers()).networks).toEqual([`canarybed-${alive}-reused`]);
    await engine.container.getById(`canarybed-${alive}-left`).remove();
    await engine.network.getById(`canarybed-${alive}`).remove();
  });

  test('stays where the engine does not let go of it, and is swept later: no other run ends for it', async () => {
    const dead = newRunId();
    await engine.network.create({ Name: `canarybed-${dead}`, Labels: { ...labelsOf(dead), [PID_LABEL]: String(spawnSync('true').pid) } });
    const stranger = await engine.container.create({ Image: APP_IMAGE, Cmd: ['sleep', '600'], name: `stranger-${dead}`, HostConfig: { NetworkMode: `canarybed-${dead}` } });
    try {
      await stranger.start();
      expect((await sweepContainers()).networks).not.toContain(`canarybed-${dead}`);
    } finally {
      await stranger.remove({ force: true });
    }
    expect((await sweepContainers()).networks).toContain(`canarybed-${dead}`);
  });

  test('is nothing after close, whatever was running or starting', async () => {
    const runId = newRunId();
    const runtime = await openContainersRuntime({ runId, postgresImage: POSTGRES_IMAGE });
    const running = await runtime.startProcess(specOf('running', SERVER));
    const starting = [runtime.startProcess(specOf('starting', SERVER)), runtime.startPostgres()];
    await Promise.all([runtime.close(), runtime.close(), Promise.allSettled(starting)]);
    expect(await running.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(await leftOf(engine, runId)).toBe(0);
    await expect(runtime.startPostgres()).rejects.toThrow('closed');
  });

  test('availability names the image that is missing', async () => {
    expect(await containersAvailability([APP_IMAGE, POSTGRES_IMAGE])).toMatchObject({ usable: true });
    expect(await containersAvailability([APP_IMAGE, 'canarybed-none:local'])).toMatchObject({
      usable: false,
      reason: 'image canarybed-none:local is missing',
    });
  });
});
