import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import type { Clock } from '../model/clock.js';
import { describeError } from '../model/errors.js';
import type { DatabaseFault, Fault } from '../model/fault.js';
import { openFrontGate } from '../services/front-gate.js';
import { startInstanceMetadata, type InstanceIdentity, type InstanceMetadata } from '../services/instance-metadata.js';
import type { TargetLifecycleState } from '../services/metadata-entries.js';
import type { SocketAddress } from '../services/socket-address.js';
import { openTcpLink, type TcpLink } from '../services/tcp-link.js';
import { bendUrl, type Struck } from './carry-out/database.js';
import type { LaunchPlan } from './carry-out/plan.js';
import { metadataBend } from './carry-out/metadata.js';
import { gateFaults } from './carry-out/request.js';
import type { ScenarioDatabase } from './databases.js';
import { environmentFor, Instance, type InstanceEvent } from './instance.js';
import { LogRing } from './log-ring.js';
import type { PostgresServer, RuntimeAdapter } from './port.js';
import { ProcessLife } from './process-life.js';
import { strikeFault, type StrikeTargets } from './strike.js';
import { FaultTimer, timedFaults } from './timed-faults.js';
import { editFiles } from './working-copy.js';

export interface LaunchOptions {
  readonly id: string;
  readonly privateAddress: string;
  readonly plan: LaunchPlan;
  readonly clock: Clock;
  /** Working copy of the release, private to this instance. */
  readonly folder: string;
  readonly database?: ScenarioDatabase;
  readonly postgres?: PostgresServer;
  /** The Auto Scaling group that it belongs to, and the state that the group is moving it to. */
  readonly launchedAs?: { readonly group: string; targetState(id: string): TargetLifecycleState };
  /** What its metadata service tells beside what is the same for every instance. */
  readonly identity?: Partial<Omit<InstanceIdentity, 'instanceId' | 'privateAddress' | 'targetLifecycleState'>>;
  /** Wall seconds after which nobody waits for the port any more. */
  readonly bootLimit: number;
  onEvent(event: InstanceEvent): void;
  onLine?(line: string): void;
}

/** Port 1 of loopback: nothing listens there, so a check that is set to a wrong port is refused, as on a real network. */
const CLOSED_PORT = { host: process.platform === 'linux' ? '127.0.0.2' : '127.0.0.1', port: 1 };

/** Puts an instance together, with its faults, and starts its process. */
export async function launchInstance(adapter: RuntimeAdapter, options: LaunchOptions): Promise<Instance> {
  const { plan, clock, folder, database } = options;
  const { release } = plan;
  await editFiles(folder, plan.edits);
  const { link, metadata, env } = await openSurroundings(adapter, options);
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
      env,
      folder,
      folderChanged: plan.edits.length > 0 || release.image?.overlaid === true,
      extraFiles,
      ...(release.image ? { image: release.image } : {}),
      portSetting: release.port.setting,
      onLine,
    },
    { clock, respawn: plan.process.respawn, bootLimit: options.bootLimit, bootedLine: release.bootedLine },
    emit,
  );
  const struck = new Map<Fault, Struck>();
  const targets: StrikeTargets = { release, life, ...(link ? { link } : {}), ...(database ? { database } : {}) };
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
  const gates = gateFaults(plan.faults);
  const upstream = (): SocketAddress => life.current?.address ?? CLOSED_PORT;
  const gate = gates.length > 0 ? await openFrontGate({ upstream, faults: gates }).catch(async (error: unknown) => {
    await Promise.all([link?.close(), metadata?.close()]);
    throw error;
  }) : undefined;
  const instance = new Instance(
    {
      id: options.id,
      privateAddress: options.privateAddress,
      plan,
      env,
      folder,
      life,
      logs,
      timer,
      struck,
      ...(link ? { link } : {}),
      ...(gate ? { gate } : {}),
      ...(metadata ? { metadata } : {}),
      closedPort: CLOSED_PORT,
      async cleanUp() {
        // What a group ends leaves to the others what it did to the database that they share.
        const own = [...struck.values()].filter(({ shared }) => !shared || !options.launchedAs);
        await Promise.all(own.map((strike) => strike.end().catch(() => undefined)));
        await rm(folder, { recursive: true, force: true });
        for (const file of extraFiles) await rm(file, { force: true });
      },
    },
    clock,
  );
  try {
    await timer.at('boot');
    await life.start();
  } catch (error) {
    await instance.stop();
    throw error;
  }
  return instance;
}

interface Surroundings {
  readonly link?: TcpLink;
  readonly metadata?: InstanceMetadata;
  readonly env: Record<string, string>;
}

/** Servers of ours that the process talks to, and the environment that leads it to them. */
async function openSurroundings({ serviceHost: host }: RuntimeAdapter, options: LaunchOptions): Promise<Surroundings> {
  const { plan, database, postgres } = options;
  const { release } = plan;
  const settings: Record<string, string> = {};
  const link = postgres && database ? await openTcpLink({ target: postgres.address, host }) : undefined;
  if (link && database && release.database) {
    const settingFaults = plan.faults.filter((fault): fault is DatabaseFault & { summary: string } => fault.kind === 'database');
    settings[release.database.setting] = bendUrl(database.urlAt(link.address), settingFaults);
  }
  const identity = identityOf(options);
  const metadata = release.metadata ? await startInstanceMetadata({ host, identity, bend: metadataBend(plan.faults) }) : undefined;
  if (metadata && release.metadata) settings[release.metadata.setting] = metadata.url;
  return { ...(link ? { link } : {}), ...(metadata ? { metadata } : {}), env: environmentFor(plan, settings) };
}

/** What an instance of a group tells of itself; its target lifecycle state is the group's to say. */
const identityOf = ({ id, privateAddress, plan, launchedAs, identity }: LaunchOptions) => (): InstanceIdentity => ({
  instanceId: id,
  privateAddress,
  imageId: 'ami-00000000000000001',
  instanceType: 't3.small',
  availabilityZone: 'eu-central-1a',
  tags: { Name: plan.release.name, ...(launchedAs ? { 'aws:autoscaling:groupName': launchedAs.group } : {}) },
  ...identity,
  ...(launchedAs ? { targetLifecycleState: launchedAs.targetState(id) } : {}),
});

/** Node's own options for faults that need them; the preload script lies beside the working copy, not in it. */
function nodeSettings(plan: LaunchPlan, folder: string): { nodeOptions: string; extraFiles: string[] } {
  const options = [...plan.process.nodeOptions];
  if (plan.process.preload === undefined) return { nodeOptions: options.join(' '), extraFiles: [] };
  const file = join(folder, '..', `preload-${plan.release.name}-${folder.split('/').at(-1)}.cjs`);
  writeFileSync(file, plan.process.preload, { mode: 0o644 });
  return { nodeOptions: [...options, `--require=${file}`].join(' '), extraFiles: [file] };
}
