import { toSeconds, type Duration } from '../../model/duration.js';
import type { AuditInput } from '../settings.js';
import type { AppAudit } from './config-schema.js';
import { wordsOf } from './split-command.js';
import { watchSeconds } from './watch-for.js';

/**
 * What a description says for an audit beside the release, with times in seconds and commands in words. Pure.
 * @throws ConfigError for a reset that needs a shell, and for a watch that is too long
 */
export function besideRelease({ ignore = [], gracePeriod, capacityTimeout, readChecks, tables, reset, watchFor, templates, static: statics }: AppAudit): Omit<AuditInput, 'release'> {
  return {
    ...(templates === undefined ? {} : { templates: [templates].flat() }),
    ...(statics === undefined ? {} : { statics: [statics].flat() }),
    ...(tables === undefined ? {} : { tables }),
    ignore,
    ...(readChecks ? { readChecks } : {}),
    ...(reset === undefined ? {} : { reset: wordsOf(reset, 'reset') }),
    ...(watchFor === undefined ? {} : { watchFor: watchSeconds(watchFor, 'watchFor') }),
    deployment: {
      ...(gracePeriod === undefined ? {} : { gracePeriod: toSeconds(gracePeriod as Duration, 'gracePeriod') }),
      ...(capacityTimeout === undefined ? {} : { capacityTimeout: toSeconds(capacityTimeout as Duration, 'capacityTimeout') }),
    },
  };
}
