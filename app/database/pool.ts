import pg from 'pg';
import type { DatabaseSettings } from '../config.js';
import type { Logger } from '../logging.js';

/** The connections which pages share. Nothing is opened before the first query. */
export function openPool(database: DatabaseSettings, log: Logger): pg.Pool {
  const pool = new pg.Pool({
    connectionString: database.url,
    max: database.poolMax,
    connectionTimeoutMillis: database.connectTimeoutMs,
    idleTimeoutMillis: database.idleTimeoutMs,
    // Held by the client: a server which has stopped answering cannot keep a page waiting.
    query_timeout: database.statementTimeoutMs,
    application_name: 'shop',
  });
  // An idle connection which breaks must not take the process with it.
  pool.on('error', (err) => log.warn({ err }, 'an idle database connection was lost'));
  return pool;
}
