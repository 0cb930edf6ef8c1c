import type { Clock } from '../model/clock.js';
import type { DatabaseFault } from '../model/fault.js';
import type { ShippedEvent } from '../model/shipped-event.js';
import { openFrontGate, type FrontGate } from '../services/front-gate.js';
import { startInstanceMetadata, type InstanceIdentity, type InstanceMetadata } from '../services/instance-metadata.js';
import { openLogCollector } from '../services/log-collector.js';
import type { TargetLifecycleState } from '../services/metadata-entries.js';
import { startKeyValueStore, type KeyValueStore } from '../services/key-value-store.js';
import type { SocketAddress } from '../services/socket-address.js';
import { openTcpLink, type TcpLink } from '../services/tcp-link.js';
import { bendUrl } from './carry-out/database.js';
import { serverIn } from './carry-out/dependency-address.js';
import type { LaunchPlan } from './carry-out/plan.js';
import { metadataBend } from './carry-out/metadata.js';
import { environmentFor } from './carry-out/env.js';
import { gateFaults } from './carry-out/request.js';
import { observeSent } from './carry-out/sent-migrations.js';
import { storeContent } from './carry-out/store.js';
import type { ScenarioDatabase } from './databases.js';
import type { OpenServers } from './open-servers.js';
import type { PostgresServer } from './port.js';

/** What is known of an instance before anything of it runs. */
export interface SurroundingsOptions {
  readonly id: string;
  readonly privateAddress: string;
  readonly plan: LaunchPlan;
  readonly clock: Clock;
  readonly database?: ScenarioDatabase;
  readonly postgres?: PostgresServer;
  /** The Auto Scaling group that it belongs to, and the state that the group is moving it to. */
  readonly launchedAs?: { readonly group: string; targetState(id: string): TargetLifecycleState };
  /** What its metadata service tells beside what is the same for every instance. */
  readonly identity?: Partial<Omit<InstanceIdentity, 'instanceId' | 'privateAddress' | 'targetLifecycleState'>>;
}

/** Servers of ours that stand around the process of an instance. */
export interface Surroundings {
  readonly link?: TcpLink;
  /** To the servers that settings of the release name, by setting. */
  readonly dependencies?: ReadonlyMap<string, TcpLink>;
  readonly metadata?: InstanceMetadata;
  readonly store?: KeyValueStore;
  /** Where a fault needs one between balancer and process. */
  readonly gate?: FrontGate;
  /** Settings that lead the process to them. */
  readonly settings: Readonly<Record<string, string>>;
}

/** @param upstream where the process listens, or a place that refuses while it does not; @param onShipped told each event of its log */
export type Placed = SurroundingsOptions & { upstream(): SocketAddress; onShipped(event: ShippedEvent): void };

/** Opens what the release's description asks for, on `host`; what was opened is in `servers`, also when this fails. */
export async function openSurroundings(host: string, options: Placed, servers: OpenServers): Promise<Surroundings> {
  const link = await openLink(host, options, servers);
  const dependencies = await openDependencies(host, options, servers);
  const metadata = await openMetadata(host, options, servers);
  const gate = await openGate(options, servers);
  const collector = await openCollector(host, options, servers);
  const settings = { ...link.settings, ...dependencies.settings, ...metadata.settings, ...collector.settings };
  const store = await openStore(host, options, settings, servers);
  return { ...link, ...dependencies, ...metadata, ...gate, ...store, settings: { ...settings, ...store.settings } };
}

/** One server and the settings that lead to it; nothing where the release has no use for it. */
type Opened = Partial<Surroundings>;

async function openLink(host: string, { plan, database, postgres }: SurroundingsOptions, servers: OpenServers): Promise<Opened> {
  if (!postgres || !database) return {};
  const link = servers.keep(await openTcpLink({ target: postgres.address, host, ...observeSent(plan, database) }));
  const described = plan.release.database;
  if (!described) return { link };
  const faults = plan.faults.filter((fault): fault is DatabaseFault & { summary: string } => fault.kind === 'database');
  return { link, settings: { [described.setting]: bendUrl(database.urlAt(link.address), faults) } };
}

async function openDependencies(host: string, { plan }: SurroundingsOptions, servers: OpenServers): Promise<Opened> {
  const { dependencies: described = [], env } = plan.release;
  const [dependencies, settings] = [new Map<string, TcpLink>(), {} as Record<string, string>];
  for (const { setting } of described) {
    const target = serverIn(env[setting] ?? '');
    // A release may run without it, with the setting empty; a fault of it was refused then.
    if (!target) continue;
    const link = servers.keep(await openTcpLink({ target, host }));
    dependencies.set(setting, link);
    settings[setting] = target.at(link.address);
  }
  return { dependencies, settings };
}

async function openMetadata(host: string, options: SurroundingsOptions, servers: OpenServers): Promise<Opened> {
  const { release, faults } = options.plan;
  if (!release.metadata) return {};
  const metadata = servers.keep(await startInstanceMetadata({ host, identity: identityOf(options), bend: metadataBend(faults) }));
  return { metadata, settings: { [release.metadata.setting]: metadata.url } };
}

/** @param settings where the other servers are: some of that may be kept in the store */
async function openStore(host: string, { plan }: SurroundingsOptions, settings: Readonly<Record<string, string>>, servers: OpenServers): Promise<Opened> {
  const { release, faults } = plan;
  const described = release.keyValueStore;
  if (!described) return {};
  const store = servers.keep(await startKeyValueStore({ host, ...storeContent(described, release, environmentFor(plan, settings), faults) }));
  return { store, settings: { [described.setting]: store.url } };
}

async function openGate({ plan, upstream }: Placed, servers: OpenServers): Promise<Opened> {
  const faults = gateFaults(plan.faults);
  return faults.length === 0 ? {} : { gate: servers.keep(await openFrontGate({ upstream, faults })) };
}

async function openCollector(host: string, { plan, clock, onShipped }: Placed, servers: OpenServers): Promise<Opened> {
  const { collector: described } = plan.release;
  if (!described) return {};
  const collector = servers.keep(await openLogCollector({ host, now: () => clock.now(), onEvent: onShipped }));
  return { settings: { [described.setting]: collector.hostAndPort } };
}

/** What an instance of a group tells of itself; its target lifecycle state is the group's to say. */
const identityOf = ({ id, privateAddress, plan, launchedAs, identity }: SurroundingsOptions) => (): InstanceIdentity => ({
  instanceId: id,
  privateAddress,
  imageId: 'ami-00000000000000001',
  instanceType: 't3.small',
  availabilityZone: 'eu-central-1a',
  tags: { Name: plan.release.name, ...(launchedAs ? { 'aws:autoscaling:groupName': launchedAs.group } : {}) },
  ...identity,
  ...(launchedAs ? { targetLifecycleState: launchedAs.targetState(id) } : {}),
});
