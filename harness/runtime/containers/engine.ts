import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ContainerRuntimeClient } from 'testcontainers';

export type Engine = ContainerRuntimeClient;

/**
 * The container engine, or undefined where none answers.
 *
 * Loads testcontainers only where an engine can be: it costs more time than most commands of ours take.
 */
export async function findEngine(): Promise<Engine | undefined> {
  if (!engineIsThinkable()) return undefined;
  const { getContainerRuntimeClient } = await loadTestcontainers();
  return getContainerRuntimeClient().catch(() => undefined);
}

/**
 * The one way in which testcontainers is loaded. Its reaper container is switched off first, since that image comes
 * from a registry which a machine may not reach; labels and sweep.ts do the reaper's work.
 */
export async function loadTestcontainers(): Promise<typeof import('testcontainers')> {
  process.env.TESTCONTAINERS_RYUK_DISABLED = 'true';
  return import('testcontainers');
}

/** Whether any of the places where testcontainers looks for an engine has one. */
function engineIsThinkable(): boolean {
  const { env } = process;
  if (env.DOCKER_HOST !== undefined || env.TESTCONTAINERS_HOST_OVERRIDE !== undefined) return true;
  const places = [
    '/var/run/docker.sock',
    join(env.XDG_RUNTIME_DIR ?? `/run/user/${process.getuid?.() ?? 0}`, 'docker.sock'),
    join(homedir(), '.docker', 'run', 'docker.sock'),
    join(homedir(), '.docker', 'desktop', 'docker.sock'),
    join(homedir(), '.testcontainers.properties'),
  ];
  return process.platform === 'win32' || places.some((place) => existsSync(place));
}

/** HTTP status that the engine answered with; undefined for any other error. */
export function engineStatus(error: unknown): number | undefined {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

/** Swallows the engine's answers that say a container or network is gone, or is already in the state asked for. */
export async function unlessGone(doing: Promise<unknown>): Promise<void> {
  try {
    await doing;
  } catch (error) {
    if (![304, 404, 409].includes(engineStatus(error) ?? 0)) throw error;
  }
}
