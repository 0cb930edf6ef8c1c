import { createHttpServer, listen } from './boot/listen.js';
import { migrateWithLog } from './boot/migrate-with-log.js';
import { privateAddress } from './boot/private-address.js';
import { settingsOrExit } from './boot/settings-or-exit.js';
import { letConnectionsGo, Stopping, stopServer } from './boot/stopping.js';
import type { Settings } from './config.js';
import { openPool } from './database/pool.js';
import { openLogs } from './logging.js';
import type { Loggers } from './logging.js';
import { createShopApp } from './web/shop-app.js';

async function main(): Promise<void> {
  const settings = settingsOrExit();
  const logs = openLogs(settings);
  // As the first process of a container, Node would not react to these by itself.
  const quit = () => process.exit(1);
  process.once('SIGTERM', quit).once('SIGINT', quit);
  try {
    const address = await privateAddress(settings.privateAddress, logs.log);
    await migrateFirst(settings, logs);
    const stop = await serve(settings, logs, address);
    // In this order: a signal under way while nobody listens would be lost.
    process.on('SIGTERM', stop).on('SIGINT', stop);
    process.off('SIGTERM', quit).off('SIGINT', quit);
  } catch (err) {
    logs.log.fatal({ err }, 'the shop could not start');
    process.exit(1);
  }
}

async function migrateFirst({ migrate, ...settings }: Settings, { log }: Loggers): Promise<void> {
  if (!migrate.onStart || (await migrateWithLog(settings, log))) return;
  if (!migrate.startAfterFailure) process.exit(1);
  log.warn('starting although the migrations failed');
}

/** @returns what a signal calls to end the process */
async function serve(settings: Settings, logs: Loggers, address: string | undefined): Promise<() => void> {
  const { log } = logs;
  const pool = openPool(settings.database, log);
  const stopping = new Stopping();
  const hosts = [...settings.allowedHosts, ...(address === undefined ? [] : [address])];
  const server = createHttpServer(createShopApp({ settings, logs, pool, hosts, stopping }));
  const closeUnused = letConnectionsGo(server, stopping);
  const at = await listen(server, settings.listen);
  log.info({ [typeof at === 'number' ? 'port' : 'socket']: at, hosts }, 'listening');
  return () => {
    if (stopping.now) return;
    log.info('stopping');
    void stopServer({ server, stopping, ...settings.shutdown, closeUnused, closeResources: () => pool.end() }).then(
      (outcome) => {
        log.info({ outcome }, 'stopped');
        process.exit(outcome === 'drained' ? 0 : 1);
      },
    );
  };
}

void main();
