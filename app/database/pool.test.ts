import type pg from 'pg';
import { loadSettings } from '../config.js';
import { TestPostgres } from '../postgres.testing.js';
import { ENOUGH, loggersInto } from '../shop.testing.js';
import type { Line } from '../shop.testing.js';
import { until } from '../until.testing.js';
import { openPool } from './pool.js';

let postgres: TestPostgres;
let pool: pg.Pool;
let lines: Line[];

beforeAll(async () => (postgres = await TestPostgres.start()));
afterAll(() => postgres?.stop());
afterEach(() => pool.end());

const open = (variables: Record<string, string> = {}): void => {
  lines = [];
  pool = openPool(loadSettings({ ...ENOUGH, DATABASE_URL: postgres.url(), ...variables }, '/nowhere').database, loggersInto(lines).log);
};

test('nothing is opened before the first query', async () => {
  open();
  expect(pool.totalCount).toBe(0);
  await pool.query('SELECT 1');
  expect(pool.totalCount).toBe(1);
});

test('an idle connection that the server ends is a warning, and the next query has another', async () => {
  open();
  await pool.query('SELECT 1');
  await postgres.run(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'shop'`);
  await until(() => lines.length > 0, 'the warning');
  expect(lines).toEqual([expect.objectContaining({ level: 40, msg: 'an idle database connection was lost' })]);
  expect((await pool.query('SELECT 2 AS two')).rows).toEqual([{ two: 2 }]);
});

test('a statement that takes too long is given up', async () => {
  open({ DATABASE_STATEMENT_TIMEOUT_MS: '50' });
  await expect(pool.query('SELECT pg_sleep(30)')).rejects.toThrow('Query read timeout');
});

test('a query that finds every connection taken waits no longer than for a new one', async () => {
  open({ DATABASE_POOL_MAX: '2', DATABASE_CONNECT_TIMEOUT_MS: '5000' });
  const taken = await Promise.all([pool.connect(), pool.connect()]);
  try {
    await expect(pool.query('SELECT 1')).rejects.toThrow(/timeout/);
    expect(pool.totalCount).toBe(2);
  } finally {
    for (const client of taken) client.release();
  }
  expect((await pool.query('SELECT 1')).rowCount).toBe(1);
});

test('an idle connection is closed after its time', async () => {
  open({ DATABASE_IDLE_TIMEOUT_MS: '20' });
  await pool.query('SELECT 1');
  await until(() => pool.totalCount === 0, 'no connection is left');
});
