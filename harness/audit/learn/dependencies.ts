import type { Release } from '../../model/release.js';
import { serverIn, type NamedServer } from '../../runtime/carry-out/dependency-address.js';
import { connects } from '../../runtime/process-life.js';
import { openTcpLink, type TcpLink } from '../../services/tcp-link.js';
import type { LearnedDependency } from '../subject.js';

/** A setting that names another server, or the reason why it is none that can be broken. */
type Candidate = { readonly setting: string; readonly optional: boolean } & ({ readonly server: NamedServer } | { readonly leftOut: string });

/** Hosts by which an app names itself, as a client or as what it binds to. */
const OWN_HOSTS = new Set(['localhost', '127.0.0.1', '::1', '0.0.0.0', '::']);

/** Where AWS's own services for an instance are; they are stood in for otherwise. */
const METADATA_HOSTS = new Set(['169.254.169.254', '169.254.170.2', 'fd00:ec2::254']);

/** Settings of a release that name other servers: those that its description names, or else those that look like it. Pure. */
export function candidatesOf({ env, dependencies, database, publicHost, port }: Release): Candidate[] {
  const isOwn = ({ host, port: theirs }: NamedServer): boolean => host === publicHost || (OWN_HOSTS.has(host) && theirs === port.instancePort) || host === '0.0.0.0' || host === '::';
  if (dependencies) return dependencies.map(({ setting, optional = false }) => candidateOf(setting, env[setting], optional));
  return Object.entries(env).flatMap(([setting, value]) => {
    const server = serverIn(value);
    return server === undefined || setting === database?.setting || isOwn(server) || METADATA_HOSTS.has(server.host) ? [] : [candidateOf(setting, value, false)];
  });
}

function candidateOf(setting: string, value: string | undefined, optional: boolean): Candidate {
  const server = value === undefined ? undefined : serverIn(value);
  if (server === undefined) return { setting, optional, leftOut: `${setting} names no single server: not broken` };
  if (!server.tls) return { setting, optional, server };
  return { setting, optional, leftOut: `${setting} names ${server.host}:${server.port}, whose certificate holds under no other name: not broken` };
}

/** The dependencies that answer, each behind a link of its own. */
export interface LinkedDependencies {
  readonly learned: readonly LearnedDependency[];
  readonly leftOut: readonly string[];
  /** Settings of those that do not answer. */
  readonly silent: readonly string[];
  /** Settings that lead the app through the links. */
  readonly settings: Readonly<Record<string, string>>;
  /** Bytes that passed each link so far, by setting. */
  bytes(): Record<string, number>;
  close(): Promise<void>;
}

/** @param host where links listen, as the app reaches them */
export async function linkDependencies(release: Release, host: string): Promise<LinkedDependencies> {
  const leftOut: string[] = [];
  const silent: string[] = [];
  const learned: LearnedDependency[] = [];
  const links = new Map<string, TcpLink>();
  const settings: Record<string, string> = {};
  for (const candidate of candidatesOf(release)) {
    if ('leftOut' in candidate) {
      leftOut.push(candidate.leftOut);
      continue;
    }
    const { setting, optional, server } = candidate;
    const target = { host: server.host, port: server.port };
    if (!(await connects(target))) {
      silent.push(setting);
      leftOut.push(`${setting} names ${target.host}:${target.port}, where nobody answers: not broken`);
      continue;
    }
    const link = await openTcpLink({ target, host });
    links.set(setting, link);
    settings[setting] = server.at(link.address);
    learned.push({ setting, ...target, optional });
  }
  return {
    learned,
    leftOut,
    silent,
    settings,
    bytes: () => Object.fromEntries([...links].map(([setting, link]) => [setting, link.counters().bytesToClient + link.counters().bytesToServer])),
    async close() {
      await Promise.all([...links.values()].map((link) => link.close()));
    },
  };
}
