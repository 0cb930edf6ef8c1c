import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { PostgreSqlContainer } from '@testcontainers/postgresql';
import pg from 'pg';
import { EnvironmentError } from '../../model/errors.js';
import type { PostgresServer } from '../port.js';
import type { Engine } from './engine.js';
import { NO_WAIT } from './labelled-container.js';
import { followOutput } from './output-lines.js';
import { removeContainer } from './sweep.js';

const PORT = 5432;
/** Longest wall time from the start of the container to the first answer, in milliseconds. */
const START_LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 25;
const LINES_KEPT = 50;

/** Durability is given up: the cluster lives as long as the run, in memory. Password checks stay real. */
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '400',
  shared_buffers: '64MB',
  max_wal_senders: '0',
  wal_level: 'minimal',
  autovacuum: 'off',
};

export interface PostgresPlace {
  readonly engine: Engine;
  readonly image: string;
  readonly network: string;
  readonly containerName: string;
  readonly labels: Record<string, string>;
}

/**
 * Starts a real Postgres server in a container.
 *
 * @throws EnvironmentError with the server's last lines when it does not answer
 */
export async function startPostgresContainer(place: PostgresPlace): Promise<PostgresServer> {
  const password = randomBytes(18).toString('base64url');
  const container = new RunPostgres(place, password);
  try {
    const started = await container.start();
    const address = { host: started.getIpAddress(place.network), port: PORT };
    // An address that the engine took back: the container has ended.
    if (address.host === '') throw new Error('the container has ended');
    const adminUrl = `postgres://postgres:${password}@${address.host}:${PORT}/postgres`;
    return { version: await firstAnswer(adminUrl, () => container.ended), adminUrl, address };
  } catch (error) {
    await container.discard();
    throw new EnvironmentError(
      `Postgres did not start from image ${place.image}: ${error instanceof Error ? error.message : String(error)}\n  ${container.lines.slice(-10).join('\n  ')}`,
      'See the lines above; docker/build.sh makes the image canarybed-postgres:local.',
    );
  }
}

class RunPostgres extends PostgreSqlContainer {
  readonly lines: string[] = [];
  ended = false;
  #id: string | undefined;
  #stopOutput: () => void = () => undefined;

  constructor(
    private readonly place: PostgresPlace,
    password: string,
  ) {
    super(place.image);
    this.withName(place.containerName).withLabels(place.labels).withNetworkMode(place.network);
    this.withUsername('postgres').withPassword(password).withDatabase('postgres');
    this.withCommand(['postgres', ...Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`])]);
    this.withTmpFs({ '/var/lib/postgresql/data': 'rw' });
    // Postgres must not be process 1: it would take the orphans of others for its own, and restart when one dies.
    this.hostConfig.Init = true;
    // pg_isready four times a second costs a third of a core. We ask ourselves, by the way that will be used.
    this.withHealthCheck({ test: ['NONE'] as never });
    this.withWaitStrategy(NO_WAIT);
    // Dialled at its own address; a published port would cost a proxy process and a wait.
    this.exposedPorts = [];
    this.hostConfig.PortBindings = {};
  }

  protected override async containerCreated(id: string): Promise<void> {
    this.#id = id;
    const output = await followOutput(this.place.engine.container.getById(id), (line) => {
      this.lines.push(line);
      if (this.lines.length > LINES_KEPT) this.lines.shift();
    });
    this.#stopOutput = output.stop;
    void output.ended.then(() => (this.ended = true));
  }

  async discard(): Promise<void> {
    this.#stopOutput();
    if (this.#id !== undefined) await removeContainer(this.place.engine, this.#id);
  }
}

/** The server's version, once it answers; a log line would not tell the final server from one that only sets up. */
async function firstAnswer(url: string, ended: () => boolean): Promise<string> {
  const giveUpAt = performance.now() + START_LIMIT_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const answer = await client.query<{ server_version: string }>('show server_version');
      return answer.rows[0]?.server_version ?? 'unknown';
    } catch (error) {
      if (ended()) throw new Error('the container has ended', { cause: error });
      if (performance.now() > giveUpAt) throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
    await wait(LOOK_EVERY_MS);
  }
}
