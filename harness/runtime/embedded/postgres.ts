import { spawn } from 'node:child_process';
import { chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { EnvironmentError } from '../../model/errors.js';
import { wallNow, wallSleep } from '../../model/wall-clock.js';
import { readLines } from '../../model/lines.js';
import type { PostgresServer } from '../port.js';
import { unprivileged, type Identity } from './identity.js';
import type { Ports } from './ports.js';
import { findPostgresBinaries } from './postgres-binaries.js';
import type { RunFolder } from '../run-folder.js';

/** Longest wall time (seconds) that initdb and the first connection may take together. */
const START_LIMIT = 60;

/** Durability is given up: the cluster lives as long as the run. Password checks stay real, but cheap. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '400',
  shared_buffers: '32MB',
  max_wal_senders: '0',
  wal_level: 'minimal',
  // Files among the data, gone with them whatever happens, not objects of the system.
  dynamic_shared_memory_type: 'mmap',
  autovacuum: 'off',
};

/**
 * A real Postgres server on loopback, ended with the run.
 * @throws EnvironmentError with the server's last lines when it does not start.
 */
export async function startEmbeddedPostgres(run: RunFolder, ports: Ports): Promise<PostgresServer> {
  const binaries = await findPostgresBinaries();
  const identity = unprivileged('postgres');
  const folder = join(run.dataPath, 'cluster');
  const password = randomBytes(18).toString('base64url');
  await initialise(binaries.initdb, run.dataPath, folder, password, identity);

  const port = await ports.take();
  const lines: string[] = [];
  const args = ['-D', folder, '-p', String(port)];
  for (const [name, value] of Object.entries(SETTINGS)) args.push('-c', `${name}=${value}`);
  // Symbols are bound once in the server, not anew in each of its connections' processes: a sixth of their cost.
  const env = { ...process.env, LD_BIND_NOW: '1' };
  const child = spawn(binaries.postgres, args, { ...identity, env, cwd: folder, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let ended: string | undefined;
  child.on('error', (error) => (ended = error.message));
  child.on('exit', (code, signal) => (ended ??= `ended with ${signal ?? code}`));
  if (child.pid !== undefined) run.noteProcess(child.pid, 'quit');
  for (const stream of [child.stdout, child.stderr]) {
    readLines(stream, (line) => {
      lines.push(line);
      if (lines.length > 50) lines.shift();
    });
  }

  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const version = await firstAnswer(adminUrl, () => ended, lines);
  return { version, adminUrl, address: { host: '127.0.0.1', port } };
}

async function initialise(initdb: string, parent: string, folder: string, password: string, identity: Identity | undefined) {
  mkdirSync(folder, { mode: 0o700 });
  const passwordFile = join(parent, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (identity) for (const path of [folder, passwordFile]) chownSync(path, identity.uid, identity.gid);
  const args = ['-D', folder, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  args.push('--encoding=UTF8', '--locale=C', '--no-sync', '--no-instructions');
  const output: string[] = [];
  const failure = await new Promise<string | undefined>((resolve) => {
    const child = spawn(initdb, args, { ...identity, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) readLines(stream, (line) => output.push(line));
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(code === 0 ? undefined : `ended with ${signal ?? code}`));
  });
  rmSync(passwordFile, { force: true });
  if (failure) throw notStarted(`initdb ${failure}`, output);
}

async function firstAnswer(url: string, ended: () => string | undefined, lines: readonly string[]): Promise<string> {
  const giveUpAt = wallNow() + START_LIMIT;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const answer = await client.query<{ server_version: string }>('show server_version');
      await client.end();
      return answer.rows[0]?.server_version ?? 'unknown';
    } catch (error) {
      await client.end().catch(() => undefined);
      const failure = ended();
      if (failure || wallNow() > giveUpAt) throw notStarted(failure ?? (error as Error).message, lines);
    }
    await wallSleep(0.02);
  }
}

const notStarted = (why: string, lines: readonly string[]): EnvironmentError =>
  new EnvironmentError(
    `the embedded Postgres did not start: ${why}\n  ${lines.slice(-10).join('\n  ')}`,
    'See the lines above; "canarybed doctor" looks at the programs, the disk and the user it runs as.',
  );
