import type { Express } from 'express';
import type pg from 'pg';
import type { Settings } from '../config.js';
import { freshDatabaseCheck, pooledDatabaseCheck, withTimeout } from './database-check.js';
import { APPLIED_NAMES_QUERY } from '../database/migrations.js';
import { assetsCheck } from './assets-check.js';
import type { HealthCheck } from './health-check.js';
import { ordersCheck } from './orders-check.js';
import { migrationsCheck } from './migrations-check.js';
import { pagesCheck } from './pages-check.js';
import { roomCheck } from './room-check.js';

export interface ChecksParts {
  readonly settings: Pick<Settings, 'health' | 'database' | 'paths'>;
  readonly pool: pg.Pool;
  readonly app: Express;
}

/** Visitors for whom there must be room, in the full mode. */
const VISITORS_AT_ONCE = 64;

/** The checks the settings ask for; none in shallow mode. */
export function checksFor({ settings, pool, app }: ChecksParts): HealthCheck[] {
  const { health, database, paths } = settings;
  const { checkDeadlineMs } = health;
  if (health.mode === 'shallow') return [];

  async function column(text: string): Promise<string[]> {
    const { rows } = await pool.query<{ value: string }>(withTimeout(text, checkDeadlineMs));
    return rows.map(({ value }) => value);
  }

  const checks: HealthCheck[] = [];
  if (health.database === 'fresh') checks.push(freshDatabaseCheck(database, checkDeadlineMs));
  if (health.database === 'pooled') checks.push(pooledDatabaseCheck(pool, checkDeadlineMs));
  if (health.migrations !== 'none') {
    const mayBeAhead = health.migrations === 'on';
    checks.push(migrationsCheck(paths.migrations, () => column(APPLIED_NAMES_QUERY), mayBeAhead));
  }
  if (health.pages === 'on') {
    const anySlug = async () => (await column('SELECT slug AS value FROM items ORDER BY id LIMIT 1'))[0];
    checks.push(pagesCheck({ handler: app, host: health.publicHost, anySlug, whole: health.mode === 'full' }));
  }
  if (health.mode === 'full') {
    checks.push(ordersCheck({ pool, app, deadlineMs: checkDeadlineMs }), assetsCheck(paths.assets), roomCheck(VISITORS_AT_ONCE));
  }
  return checks;
}
