import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import pg from 'pg';
import { codeOf, describeError } from '../describe-error.js';
import type { Logger } from '../logging.js';

export const MIGRATIONS_TABLE = 'pgmigrations';

/** A run which stopped; migrations before `file` are applied, `file` is not. */
export class MigrationFailure extends Error {
  override name = 'MigrationFailure';
  constructor(
    cause: unknown,
    /** File name, if the run came as far as a file. */
    readonly file: string | undefined,
    /** PostgreSQL's or the system's code. */
    readonly code = codeOf(cause),
  ) {
    super(`${file === undefined ? 'migrating' : `migration ${file}`} failed: ${describeError(cause)}`, { cause });
  }
}

/** Names of the migrations on disk as the table records them, without `.sql`, in order. */
export async function migrationNames(directory: string): Promise<string[]> {
  const files = await readdir(directory);
  return files
    .filter((file) => file.endsWith('.sql') && !file.startsWith('.'))
    .map((file) => basename(file, '.sql'))
    .sort();
}

const UNDEFINED_TABLE = '42P01';

/** Reads, without any lock but a reader's, which migrations a database has had. */
export const APPLIED_NAMES_QUERY = `SELECT name AS value FROM ${MIGRATIONS_TABLE}`;

/**
 * Names of the migrations on disk that are not applied, in order. A database without the table has had none.
 *
 * @param appliedNames gives the rows of `APPLIED_NAMES_QUERY`
 */
export async function pendingNames(directory: string, appliedNames: () => Promise<readonly string[]>): Promise<string[]> {
  const [wanted, applied] = await Promise.all([migrationNames(directory), appliedNames().catch(noneIfNoTable)]);
  return wanted.filter((name) => !applied.includes(name));
}

function noneIfNoTable(error: unknown): readonly string[] {
  if (codeOf(error) === UNDEFINED_TABLE) return [];
  throw error;
}

/**
 * Applies the pending migrations, each in a transaction of its own, and waits
 * as long as another process holds the lock.
 *
 * @param connectTimeoutMs milliseconds for connecting; the run itself is not bounded
 * @returns names of the migrations applied
 * @throws MigrationFailure
 */
export async function migrate(options: {
  readonly databaseUrl: string;
  readonly directory: string;
  readonly connectTimeoutMs: number;
  readonly log: Logger;
}): Promise<string[]> {
  const { databaseUrl, directory, connectTimeoutMs, log } = options;
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'shop migrations',
  });
  // The running query rejects as well; without a listener a lost connection would end the process.
  client.on('error', (err) => log.warn({ err }, 'the connection of the migrations was lost'));
  const progress = watchProgress(log);
  try {
    await client.connect();
    const pending = await pendingNames(directory, async () => {
      const { rows } = await client.query<{ value: string }>(APPLIED_NAMES_QUERY);
      return rows.map(({ value }) => value);
    });
    // Most starts find nothing to do, and then need neither the lock nor the runner's own look at the catalogue.
    if (pending.length === 0) return [];
    // Loaded here, so that a start without migrations does not pay for it.
    const { runner } = await import('node-pg-migrate');
    const applied = await runner({
      dbClient: client,
      dir: directory,
      direction: 'up',
      migrationsTable: MIGRATIONS_TABLE,
      advisoryLockMode: 'wait',
      singleTransaction: false,
      logger: progress.logger,
    });
    return applied.map(({ name }) => name);
  } catch (error) {
    throw new MigrationFailure(error, progress.file());
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The runner tells which file it is at in its log only. */
function watchProgress(log: Logger) {
  let file: string | undefined;
  const note = (message: string) => {
    const name = /^### MIGRATION (\S+) \(UP\) ###/.exec(message)?.[1];
    if (name !== undefined) file = `${name}.sql`;
    log.debug({ runner: message }, 'migrations');
  };
  return { file: () => file, logger: { debug: note, info: note, warn: note, error: note } };
}
