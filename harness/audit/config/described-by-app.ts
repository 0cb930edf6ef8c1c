import { resolve } from 'node:path';
import { ConfigError } from '../../model/errors.js';
import { describedApp } from '../../runner/described-app.js';
import type { AuditInput } from '../settings.js';
import { checkConfig } from './check-config.js';
import type { ConfigFlags } from './config-flags.js';
import { readEnvFiles } from './env-files.js';
import { wordsOf } from './split-command.js';
import { watchSeconds } from './watch-for.js';

/** Of what flags say, that which a file with defineApp cannot. */
const TAKEN = ['reset', 'templates', 'static', 'watchFor'];

/**
 * The app that a file describes by `defineApp`, with settings of the flags.
 * @throws ConfigError for flags that describe the app a second time
 */
export function describedByApp(file: string, flags: ConfigFlags, folder: string): AuditInput {
  const { settings, postgres, migrations } = flags;
  const stray = [...Object.keys({ ...settings, ...postgres, ...migrations })].find((key) => !TAKEN.includes(key));
  if (stray !== undefined) throw new ConfigError(`the flags: ${file} describes the app by defineApp, which says "${stray}" itself; change it there, or describe the app by --command or a configuration`);
  const { reset, templates, static: statics, watchFor } = checkConfig(settings, 'the flags');
  const release = describedApp(resolve(folder, file));
  return {
    release: { ...release, env: { ...release.env, ...readEnvFiles(flags.envFiles, folder), ...flags.env } },
    ...(templates === undefined ? {} : { templates: [templates].flat() }),
    ...(statics === undefined ? {} : { statics: [statics].flat() }),
    ignore: [],
    ...(reset === undefined ? {} : { reset: wordsOf(reset, '--reset') }),
    ...(watchFor === undefined ? {} : { watchFor: watchSeconds(watchFor, '--watch-for') }),
    deployment: {},
  };
}
