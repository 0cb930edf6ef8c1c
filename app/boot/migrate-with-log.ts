import type { Settings } from '../config.js';
import { migrate, MigrationFailure } from '../database/migrations.js';
import type { Logger } from '../logging.js';

/** Migrates and logs the outcome; false if it failed. */
export async function migrateWithLog(settings: Pick<Settings, 'database' | 'paths'>, log: Logger): Promise<boolean> {
  const started = performance.now();
  try {
    const applied = await migrate({
      databaseUrl: settings.database.url,
      directory: settings.paths.migrations,
      connectTimeoutMs: settings.database.connectTimeoutMs,
      log,
    });
    log.info({ applied, durationMs: Math.round(performance.now() - started) }, 'migrations are up to date');
    return true;
  } catch (err) {
    const { file, code } = err instanceof MigrationFailure ? err : {};
    log.error({ err, file, code }, err instanceof Error ? err.message : String(err));
    return false;
  }
}
