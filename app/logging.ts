import { pino } from 'pino';
import type { Logger } from 'pino';
import type { Settings } from './config.js';
import { redactAll, redactorFor } from './redact.js';

export type { Logger };

export interface Loggers {
  readonly log: Logger;
  /** A stream of its own: a balancer asks every few seconds and would drown the rest. */
  readonly healthLog: Logger;
}

/** @throws the file system's error if the health log cannot be opened. */
export function openLogs(settings: Pick<Settings, 'log' | 'releaseId' | 'database'>): Loggers {
  const redact = redactorFor(settings.database.url);
  const serializeError = (error: Error) => redactAll({ ...pino.stdSerializers.err(error) }, redact);
  const options = (base: Record<string, string>) => ({
    level: settings.log.level,
    base: { ...base, release: settings.releaseId },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: {
      err: serializeError,
      failures: (failures: readonly { err: Error }[]) =>
        failures.map((failure) => ({ ...failure, err: serializeError(failure.err) })),
    },
  });
  // Synchronous, so that the last lines before a crash are not lost with it.
  const stdout = pino.destination({ dest: 1, sync: true });
  const { healthFile } = settings.log;
  const health = healthFile === '' ? stdout : pino.destination({ dest: healthFile, sync: true, mkdir: true });
  return {
    log: pino(options({ log: 'shop' }), stdout),
    healthLog: pino(options({ log: 'health' }), health),
  };
}
