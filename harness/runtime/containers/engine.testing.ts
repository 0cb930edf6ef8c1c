import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ProcessSpec, RunningProcess } from '../port.js';
import { describeNeeding } from '../../describe-needing.testing.js';
import type { SocketAddress } from '../../services/socket-address.js';

export const APP_IMAGE = 'canarybed-app:local';
export const POSTGRES_IMAGE = 'canarybed-postgres:local';

/** Whole titles of tests are known before anything asynchronous can be asked, so the engine's own program is. */
function whyNotUsable(): string | undefined {
  const asked = spawnSync('docker', ['image', 'inspect', APP_IMAGE, POSTGRES_IMAGE], { encoding: 'utf8', timeout: 20_000 });
  if (asked.error) return 'no docker program here';
  return asked.status === 0 ? undefined : asked.stderr.trim().replace(/\s+/g, ' ');
}

/** Tests that need an engine and our images: skipped by name without, failed when CANARYBED_REQUIRE_CONTAINERS=1. */
export const describeWithContainers = (title: string, body: () => void): void => describeNeeding(title, whyNotUsable(), 'CANARYBED_REQUIRE_CONTAINERS', body);

/** A server that answers every request, and does nothing about signals. */
export const SERVER = `
  const { createServer } = require('node:http');
  createServer((_, answer) => answer.end('fine')).listen(Number(process.env.PORT), () => console.log('listening'));
`;

const folders: string[] = [];

/** A release of one file, in a folder that everybody may read. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'canarybed-containers-test-'));
  chmodSync(folder, 0o755);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  folders.push(folder);
  return folder;
}

/** A copy of the release that is in the app's image. */
export function folderOfImage(): string {
  const docker = (...args: string[]): string => spawnSync('docker', args, { encoding: 'utf8' }).stdout.trim();
  const folder = folderWith({});
  const id = docker('create', APP_IMAGE);
  docker('cp', `${id}:/srv/app/.`, folder);
  docker('rm', id);
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A process that runs this text as its changed release; its lines are collected. */
export function specOf(name: string, script: string, change: Partial<ProcessSpec> = {}): ProcessSpec & { lines: string[] } {
  const lines: string[] = [];
  return {
    name,
    command: ['node', 'start.js'],
    env: {},
    folder: folderWith({ 'start.js': script }),
    folderChanged: true,
    extraFiles: [],
    image: { name: APP_IMAGE, folder: '/srv/app' },
    portSetting: 'PORT',
    onLine: (line) => void lines.push(line),
    lines,
    ...change,
  };
}

/** What a request gets within some seconds: the body, or the name of what went wrong. */
export async function ask({ host, port }: SocketAddress, seconds = 2): Promise<string> {
  try {
    const signal = AbortSignal.timeout(seconds * 1000);
    return await (await fetch(`http://${host}:${port}/`, { signal })).text();
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: string } };
    return cause?.code ?? name;
  }
}

export async function untilListening({ address }: RunningProcess): Promise<void> {
  for (let look = 0; look < 400; look += 1) {
    if (await connects(address)) return;
    await wait(25);
  }
  throw new Error(`nothing listens on ${address.host}:${address.port}`);
}

function connects({ host, port }: SocketAddress): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port, timeout: 1000 });
    for (const event of ['connect', 'error', 'timeout']) {
      socket.once(event, () => {
        socket.destroy();
        resolve(event === 'connect');
      });
    }
  });
}
