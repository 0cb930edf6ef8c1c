import { resolve } from 'node:path';
import { ConfigError } from '../../model/errors.js';
import type { Release } from '../../model/release.js';
import { describedApp } from '../../runner/described-app.js';
import { saidForAudits } from '../said-for-audits.js';
import type { AuditInput } from '../settings.js';
import { besideRelease } from './beside-release.js';
import { checkAppAudit, checkConfig } from './check-config.js';
import { checkFiles } from './check-files.js';
import type { ConfigFlags } from './config-flags.js';
import type { AppAudit } from './config-schema.js';
import { readEnvFiles } from './env-files.js';

/** Of what flags say, that which is said for audits alone in a file with defineApp, too. */
const TAKEN = ['reset', 'templates', 'static', 'watchFor'];

/**
 * The app that a file describes by `defineApp`, with settings of the flags.
 * @throws ConfigError for flags that describe the app a second time, and for what it says for audits where that cannot be right
 */
export function describedByApp(file: string, flags: ConfigFlags, folder: string): AuditInput {
  const { settings, postgres, migrations } = flags;
  const stray = [...Object.keys({ ...settings, ...postgres, ...migrations })].find((key) => !TAKEN.includes(key));
  if (stray !== undefined) throw new ConfigError(`the flags: ${file} describes the app by defineApp, which says "${stray}" itself; change it there, or describe the app by --command or a configuration`);
  const flagged = checkConfig(settings, 'the flags');
  const release = describedApp(resolve(folder, file));
  return {
    release: { ...release, env: { ...release.env, ...readEnvFiles(flags.envFiles, folder), ...flags.env } },
    ...audited(release, file, flagged),
  };
}

/**
 * What is said for the audit of an app: by its description, and by flags, which win.
 * @param file of the description, for messages
 * @throws ConfigError that says which of them is wrong
 */
export function audited(release: Release, file: string, flagged: Pick<AppAudit, 'reset' | 'watchFor' | 'templates' | 'static'>): Omit<AuditInput, 'release'> {
  const said = Object.entries(checkAppAudit(saidForAudits(release) ?? {}, file)).filter(([key]) => !Object.hasOwn(flagged, key));
  const { ignore: _ignore, deployment: _deployment, ...byFlags } = checkedPart(release, flagged, 'the flags: ');
  return { ...checkedPart(release, Object.fromEntries(said), `${file}: audit.`), ...byFlags };
}

function checkedPart(release: Release, part: AppAudit, place: string): Omit<AuditInput, 'release'> {
  try {
    if (part.tables && !release.database) throw new ConfigError('tables: expected "database" in the description, found none; give it, or take "tables" out');
    const beside = besideRelease(part);
    checkFiles({ release: { folder: release.folder, ...(release.build ? { build: release.build } : {}) }, ...beside });
    return beside;
  } catch (error) {
    throw error instanceof ConfigError ? new ConfigError(`${place}${error.message}`) : error;
  }
}
