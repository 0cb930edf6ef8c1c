import { rm } from 'node:fs/promises';
import { EnvironmentError } from '../model/errors.js';
import { parseTarget } from '../model/health-check-target.js';
import { matches } from '../model/matcher.js';
import type { Release } from '../model/release.js';
import { wallNow, wallSleep, wallTimer } from '../model/wall-clock.js';
import type { ScenarioDatabase } from '../runtime/databases.js';
import type { ProcessExit, RunningProcess, RuntimeAdapter } from '../runtime/port.js';
import { connects } from '../runtime/process-life.js';
import { remedyForRefusedWrite } from '../runtime/shared-dependencies.js';
import { isTaken, portTaken } from '../runtime/taken-port.js';
import type { SocketAddress } from '../services/socket-address.js';
import { askPages } from '../traffic/ask-pages.js';
import { LONGEST_PATIENCE } from '../traffic/patience.js';
import type { TemplateParts } from './template.js';

/** Wall seconds in which the app must be healthy. */
const FILL_LIMIT = 60;

/** Wall seconds in which an app that was asked to end does so, with all that it had still to write. */
const END_LIMIT = 5;

/**
 * Boots the release on a new database, so that it makes its tables, and has users ask for all they ask for once, so
 * that there is something in them.
 * @param limit wall seconds in which it must be healthy
 * @throws EnvironmentError with its last lines when it ends, or is not healthy in time; when its one port is taken
 */
export async function fillByApp(release: Release, database: ScenarioDatabase, parts: TemplateParts, limit = FILL_LIMIT): Promise<void> {
  const { adapter, postgres, copyOf, isClosed = () => false } = parts;
  const { database: described, port } = release;
  if (!described) return;
  const other = await otherPort(release, adapter);
  const folder = await copyOf(release);
  const lines: string[] = [];
  const running = await adapter.startProcess({
    name: 'fill-database',
    command: release.command,
    env: { ...release.env, [described.setting]: database.urlAt(postgres.address) },
    folder,
    folderChanged: release.image?.overlaid === true,
    extraFiles: [],
    ...(release.image ? { image: release.image } : {}),
    portSetting: port.setting,
    onLine: (line) => lines.push(line),
  });
  const places = [running.address, ...(other === undefined ? [] : [{ ...running.address, port: other }])];
  try {
    const place = await untilHealthy(release, places, running, limit, isClosed);
    if (typeof place === 'string') throw notFilled(place, lines, release);
    await askPages(release.users, { address: () => place, publicHost: release.publicHost, patience: LONGEST_PATIENCE });
  } finally {
    await end(running);
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Until it is known whether the app does as it is told, it may also listen where it always does; but whoever listens there
 * already is not the app, and must never get what users send.
 * @throws EnvironmentError where the app listens nowhere else
 */
async function otherPort({ port: { fixed, instancePort } }: Release, { kind }: RuntimeAdapter): Promise<number | undefined> {
  const port = fixed ?? instancePort;
  if (kind !== 'embedded' || !(await isTaken(port))) return port;
  if (fixed !== undefined) throw portTaken(fixed);
  return undefined;
}

/** Where it answers, or why it never did. */
async function untilHealthy(
  release: Release,
  places: readonly SocketAddress[],
  { exited }: RunningProcess,
  limit: number,
  isClosed: () => boolean,
): Promise<SocketAddress | string> {
  let exit: ProcessExit | undefined;
  void exited.then((ended) => (exit = ended));
  let last = 'it never listened';
  for (const giveUpAt = wallNow() + limit; wallNow() < giveUpAt && !isClosed(); await wallSleep(0.05)) {
    if (exit) return `it ended with ${exit.signal ?? exit.code}`;
    for (const place of places) {
      if (!(await connects(place))) continue;
      const failure = await healthFailure(release, place);
      if (failure === undefined) return place;
      last = failure;
      break;
    }
  }
  return isClosed() ? 'the run was stopped' : `it was not healthy within ${limit} s: ${last}`;
}

/** As anybody asks for the path of the health check, judged as the balancer does: what stands around an instance is not there. */
async function healthFailure({ balancer, healthCheck, publicHost }: Release, place: SocketAddress): Promise<string | undefined> {
  const { protocol, path } = parseTarget(healthCheck.target);
  if (path === undefined || protocol !== 'HTTP') return undefined;
  const request = { name: 'health', method: 'GET', path, headers: {} } as const;
  const [answer] = await askPages([request], { address: () => place, publicHost, patience: healthCheck.timeout });
  const { status, error } = answer ?? {};
  return status !== undefined && matches(healthCheck, balancer, status) ? undefined : `${path} gave ${status ?? error ?? 'nothing'}`;
}

async function end(running: RunningProcess): Promise<void> {
  await running.kill('SIGTERM');
  const cancel = wallTimer(END_LIMIT, () => void running.kill('SIGKILL'));
  await running.exited;
  cancel();
}

const notFilled = (why: string, lines: readonly string[], { folder }: Release): EnvironmentError =>
  new EnvironmentError(
    [`the unbroken release, booted once to fill its database, did not come up: ${why}`, ...lines.slice(-10)].join('\n  '),
    remedyForRefusedWrite(lines, folder) ?? 'Make it start on an empty database; or give it its tables by migrations, and data by a seed.',
  );
