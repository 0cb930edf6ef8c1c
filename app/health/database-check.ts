import { Socket } from 'node:net';
import pg from 'pg';
import type { DatabaseSettings } from '../config.js';
import type { HealthCheck } from './health-check.js';

/**
 * Opens a connection as a release which starts now has to: the pool may still
 * hold ones from before a password changed or the server was full.
 *
 * @param deadlineMs milliseconds after which nothing of the attempt is left
 */
export function freshDatabaseCheck(database: DatabaseSettings, deadlineMs: number): HealthCheck {
  return {
    name: 'database',
    componentType: 'datastore',
    async run(signal) {
      const socket = new Socket();
      const client = new pg.Client({
        connectionString: database.url,
        connectionTimeoutMillis: Math.min(database.connectTimeoutMs, deadlineMs),
        query_timeout: deadlineMs,
        application_name: 'shop health',
        stream: () => socket,
      });
      // The failure reaches us by the query as well; without a listener it would end the process.
      client.on('error', () => undefined);
      const letGo = () => void socket.destroy();
      signal.addEventListener('abort', letGo, { once: true });
      try {
        await client.connect();
        await client.query('SELECT 1');
        await client.end();
      } finally {
        signal.removeEventListener('abort', letGo);
        letGo();
      }
    },
  };
}

export function pooledDatabaseCheck(pool: pg.Pool, deadlineMs: number): HealthCheck {
  return {
    name: 'database',
    componentType: 'datastore',
    async run() {
      await pool.query(withTimeout('SELECT 1', deadlineMs));
    },
  };
}

/** A query the client gives up after so many milliseconds; its connection leaves the pool then. */
export function withTimeout(text: string, timeoutMs: number): pg.QueryConfig {
  // The driver takes a time-out for one query, its types do not know yet.
  const config: pg.QueryConfig & { query_timeout: number } = { text, query_timeout: timeoutMs };
  return config;
}
