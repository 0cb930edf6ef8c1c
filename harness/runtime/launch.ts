import { writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describeError, EnvironmentError } from '../model/errors.js';
import type { Fault } from '../model/fault.js';
import type { SocketAddress } from '../services/socket-address.js';
import type { Struck } from './carry-out/struck.js';
import { environmentFor } from './carry-out/env.js';
import { lookAtNoted } from './carry-out/noted-migrations.js';
import type { LaunchPlan } from './carry-out/plan.js';
import { sentTo } from './carry-out/sent-migrations.js';
import { lookForSkipped } from './carry-out/skipped-migrations.js';
import { withoutKept } from './carry-out/store.js';
import { Instance, type InstanceEvent, type InstanceParts } from './instance.js';
import { LogRing } from './log-ring.js';
import { OpenServers } from './open-servers.js';
import type { RuntimeAdapter } from './port.js';
import { ProcessLife } from './process-life.js';
import { ShippedEvents } from './shipped-events.js';
import { strikeFault, type StrikeTargets } from './strike.js';
import { openSurroundings, type Surroundings, type SurroundingsOptions } from './surroundings.js';
import { FaultTimer, timedFaults } from './timed-faults.js';
import { keepFromWriting, letWrite } from './folder-rights.js';
import type { WorkingCopy } from './working-copies.js';

export interface LaunchOptions extends SurroundingsOptions {
  /** Working copy of the release, private to this instance, and removed with it. */
  readonly copy: WorkingCopy;
  /** Wall seconds after which nobody waits for the port any more. */
  readonly bootLimit: number;
  /** Ends the wait for a port that another instance has. */
  readonly signal?: AbortSignal;
  onEvent(event: InstanceEvent): void;
  onLine?(line: string): void;
}

/** Port 1 of loopback: nothing listens there, so a check that is set to a wrong port is refused, as on a real network. */
const CLOSED_PORT = { host: process.platform === 'linux' ? '127.0.0.2' : '127.0.0.1', port: 1 };

/** Puts an instance together, with its faults, and starts its process. */
export async function launchInstance(adapter: RuntimeAdapter, options: LaunchOptions): Promise<Instance> {
  let instance: Instance | undefined;
  const servers = new OpenServers();
  try {
    await occupyPort(adapter, options, servers);
    const edited = await options.copy.edit(options.plan.edits);
    if (options.plan.process.readOnlyFolder) await keepFromWriting(options.copy.folder);
    const upstream = (): SocketAddress => instance?.processAddress ?? CLOSED_PORT;
    const surroundings = await openSurroundings(adapter.serviceHost, { ...options, upstream, onShipped: (event) => instance?.shipped.take(event) }, servers);
    instance = assemble(adapter, options, surroundings, servers, { ...(await lookBeforeStart(options)), edited });
    await instance.start();
    return instance;
  } catch (error) {
    await (instance ? instance.stop() : servers.close());
    throw error;
  }
}

/** Held from before the boot to the instance's end: where a dead one listened nobody else may answer for it. */
async function occupyPort(adapter: RuntimeAdapter, { plan, launchedAs, signal }: LaunchOptions, servers: OpenServers): Promise<void> {
  const { fixed } = plan.release.port;
  if (fixed === undefined || !adapter.occupyPort) return;
  if (launchedAs) {
    throw new EnvironmentError(
      `${plan.release.name} listens on port ${fixed} whatever it is told, so that a group's instances cannot run at once`,
      'Use the containers runtime, or describe a setting by which the app is told its port.',
    );
  }
  const leave = await adapter.occupyPort(fixed, signal);
  servers.keep({ close: () => Promise.resolve(leave()) });
}

type SeenBefore = Pick<InstanceParts, 'noted' | 'skipped' | 'sent' | 'edited'>;

/** What only the database tells of faults in migrations, and only until the release runs on it. */
async function lookBeforeStart({ plan, database }: LaunchOptions): Promise<Omit<SeenBefore, 'edited'>> {
  const [noted, skipped] = await Promise.all([lookAtNoted(plan, database), lookForSkipped(plan, database)]);
  return { ...(noted ? { noted } : {}), ...(skipped ? { skipped } : {}), ...(database ? { sent: sentTo(database) } : {}) };
}

function assemble(adapter: RuntimeAdapter, options: LaunchOptions, surroundings: Surroundings, servers: OpenServers, seen: SeenBefore): Instance {
  const { plan, clock, database } = options;
  const { folder } = options.copy;
  const { release } = plan;
  const env = environmentFor(plan, surroundings.settings);
  const { nodeOptions, extraFiles } = nodeSettings(plan, folder);
  if (nodeOptions !== '') env.NODE_OPTIONS = [env.NODE_OPTIONS, nodeOptions].filter(Boolean).join(' ');

  const logs = new LogRing();
  const onLine = (line: string): void => {
    logs.push(clock.now(), line);
    options.onLine?.(line);
  };
  const emit = (event: InstanceEvent): void => {
    instance.sequence += 1;
    if (event.type === 'starting') timer.processStarted();
    if (event.type === 'respawning') timer.processRespawned();
    if (event.type === 'listening') void timer.at('listening').catch((error: unknown) => onLine(`canarybed: a fault could not strike: ${describeError(error)}`));
    options.onEvent(event);
  };
  const life = new ProcessLife(
    adapter,
    {
      name: options.id,
      command: plan.process.command,
      env: withoutKept(release, env),
      folder,
      folderChanged: plan.edits.length > 0 || plan.process.readOnlyFolder === true || release.image?.overlaid === true,
      extraFiles,
      ...(release.image ? { image: release.image } : {}),
      portSetting: release.port.setting,
      ...(release.port.fixed === undefined ? {} : { fixedPort: release.port.fixed }),
      ...(plan.process.readOnlyFolder ? { folderReadOnly: true } : {}),
      onLine,
    },
    { clock, respawn: plan.process.respawn, bootLimit: options.bootLimit, bootedLine: release.bootedLine },
    emit,
  );
  const struck = new Map<Fault, Struck>();
  const targets: StrikeTargets = { ...surroundings, release, life, ...(database ? { database } : {}) };
  const timer = new FaultTimer(timedFaults(plan.faults), clock, {
    async strike(fault) {
      // What it does to an answer may be seen before it is told.
      instance.sequence += 1;
      const strike = await strikeFault(fault, targets);
      struck.set(fault, strike);
      return () => strike.end();
    },
    struck: (fault) => emit({ type: 'fault-struck', fault: fault.summary, detail: struck.get(fault)?.sentence ?? '' }),
    ended: (fault) => emit({ type: 'fault-ended', fault: fault.summary }),
    failed: (fault, error) => onLine(`canarybed: ${fault.summary} could not strike or end: ${describeError(error)}`),
  });
  const instance = new Instance(
    {
      id: options.id,
      privateAddress: options.privateAddress,
      plan,
      env,
      folder,
      life,
      logs,
      // None of them explains by itself why answers changed, so they are no step of the instance's own.
      shipped: new ShippedEvents(env, (event) => options.onEvent({ type: 'shipped', shipped: event })),
      timer,
      struck,
      surroundings,
      ...seen,
      closedPort: CLOSED_PORT,
      async cleanUp() {
        await servers.close();
        // What a group ends leaves to the others what it did to the database that they share.
        const own = [...struck.values()].filter(({ shared }) => !shared || !options.launchedAs);
        await Promise.all(own.map((strike) => strike.end().catch(() => undefined)));
        if (plan.process.readOnlyFolder) await letWrite(folder);
        await options.copy.remove();
        for (const file of extraFiles) await rm(file, { force: true });
      },
    },
    clock,
  );
  return instance;
}

/** Node's own options for faults that need them; the preload script lies beside the working copy, not in it. */
function nodeSettings(plan: LaunchPlan, folder: string): { nodeOptions: string; extraFiles: string[] } {
  const options = [...plan.process.nodeOptions];
  if (plan.process.preload === undefined) return { nodeOptions: options.join(' '), extraFiles: [] };
  const file = join(folder, '..', `preload-${plan.release.name}-${folder.split('/').at(-1)}.cjs`);
  writeFileSync(file, plan.process.preload, { mode: 0o644 });
  return { nodeOptions: [...options, `--require=${file}`].join(' '), extraFiles: [file] };
}
