import { migrateWithLog } from './boot/migrate-with-log.js';
import { settingsOrExit } from './boot/settings-or-exit.js';
import { openLogs } from './logging.js';

async function main(): Promise<void> {
  const settings = settingsOrExit();
  const { log } = openLogs(settings);
  process.exitCode = (await migrateWithLog(settings, log)) ? 0 : 1;
}

void main();
