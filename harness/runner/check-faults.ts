import { existsSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, normalize } from 'node:path';
import { ConfigError } from '../model/errors.js';
import type { Fault } from '../model/fault.js';
import { checkFaultFields } from '../model/fault-fields.js';
import { parseTarget } from '../model/health-check-target.js';
import { checkProbeForm } from '../model/probe-form.js';
import type { Release } from '../model/release.js';
import { serverIn } from '../runtime/carry-out/dependency-address.js';
import { bendEnv } from '../runtime/carry-out/env.js';
import { formatOf } from '../runtime/carry-out/migration-formats/format-of.js';
import { isStoreFault, keptSettings, wrongValue } from '../runtime/carry-out/store.js';
import { migrationFiles } from '../runtime/carry-out/migrations.js';
import { orUnreadable } from '../runtime/unreadable.js';
import { gateFaults } from '../services/gate-faults.js';
import { unsuitedMigrations } from './unsuited-migrations.js';

/**
 * Refuses a fault that could not be applied or would change nothing, before anything boots: a verdict on it would mean
 * nothing.
 * @throws ConfigError with what was expected, found, and what is there instead
 * @throws EnvironmentError when a file of the release that it changes cannot be read
 */
export function checkFaults(release: Release, faults: readonly Fault[]): void {
  for (const [index, fault] of faults.entries()) {
    checkFaultFields(fault);
    const complaint = readable(release, () => complaintOf(release, fault, faults.slice(0, index)));
    if (complaint !== undefined) throw new ConfigError(`fault "${fault.summary}": ${complaint}`);
  }
}

function readable<T>({ folder }: Release, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw orUnreadable(error, folder);
  }
}

function complaintOf(release: Release, fault: Fault, before: readonly Fault[]): string | undefined {
  switch (fault.kind) {
    case 'env':
      return missingSetting(release, fault) ?? unchangedSetting(release, fault, before);
    case 'file':
      return missingFile(release, fault.path) ?? unchangedFile(release, fault);
    case 'page':
      return missingFile(release, fault.path);
    case 'migration':
      return missingMigrations(release) ?? unsuitedMigrations(release, fault);
    case 'dependency':
      return noServer(release, fault);
    case 'store':
      return unchangedKey(release, fault, before);
    case 'request':
      gateFaults([fault]);
      return fault.operator === 'asked-otherwise' ? noQuestion(release, fault) : undefined;
    default:
      return undefined;
  }
}

const givenTo = ({ env, database }: Release): Record<string, string> => ({ ...env, ...(database ? { [database.setting]: 'given at launch' } : {}) });

function missingSetting(release: Release, { operator, key, other }: Extract<Fault, { kind: 'env' }>): string | undefined {
  const given = Object.keys(givenTo(release));
  const missing = operator === 'set' ? undefined : [key, other].find((name) => name !== undefined && !given.includes(name));
  return missing === undefined ? undefined : `expected a setting that the release is given (${given.join(', ')}), found ${missing}`;
}

function unchangedSetting(release: Release, fault: Extract<Fault, { kind: 'env' }>, before: readonly Fault[]): string | undefined {
  const env = bendEnv(givenTo(release), before);
  const bent = bendEnv(env, [fault]);
  if (Object.keys({ ...env, ...bent }).some((key) => env[key] !== bent[key])) return undefined;
  return `expected another value than the release has, found the same; ${fault.key} would not change`;
}

function unchangedKey(release: Release, fault: Extract<Fault, { kind: 'store' }>, before: readonly Fault[]): string | undefined {
  const { key } = fault;
  if (key === undefined) return undefined;
  const earlier = before.filter(isStoreFault).findLast((one) => one.operator === 'changed' && one.key === key);
  const held = earlier ? earlier.value : keptSettings(release, bendEnv(givenTo(release), before), before)[key];
  return held === wrongValue(fault) ? `expected another value than the store holds, found the same; ${key} would not change` : undefined;
}

function noQuestion({ healthCheck }: Release, { form = {} }: Extract<Fault, { kind: 'request' }>): string | undefined {
  checkProbeForm(form);
  const { path } = parseTarget(healthCheck.target);
  return path === undefined ? `expected a check over HTTP or HTTPS, found ${healthCheck.target}, which asks nothing` : undefined;
}

function noServer({ dependencies = [], env }: Release, { setting }: Extract<Fault, { kind: 'dependency' }>): string | undefined {
  const known = dependencies.map((dependency) => dependency.setting);
  if (!known.includes(setting)) return `expected a dependency of the release (${known.join(', ') || 'none'}), found ${setting}; add it to "dependencies"`;
  const value = env[setting];
  if (value !== undefined && serverIn(value)) return undefined;
  // The value itself may hold a password.
  const found = value === undefined ? 'no value' : value === '' ? 'an empty one' : 'one that names no single server with a port';
  return `expected ${setting} to be a URL (redis://host:6379/0) or host:port, found ${found}; give it such a value in "env"`;
}

function missingFile({ folder }: Release, path: string): string | undefined {
  const file = join(folder, path);
  // The working copy is ours; a path that leads out of it would change somebody's own files.
  const leadsOut = isAbsolute(path) || normalize(path).split(/[\\/]/)[0] === '..';
  if (!leadsOut && existsSync(file) && statSync(file).isFile()) return undefined;
  return `expected a file in ${folder}, found ${existsSync(file) && !leadsOut ? `a folder at ${path}` : `no ${path}`}; paths are relative to that folder`;
}

function unchangedFile({ folder }: Release, { operator, path, content, find = '' }: Extract<Fault, { kind: 'file' }>): string | undefined {
  if (operator !== 'replace' && operator !== 'substitute') return undefined;
  const before = readFileSync(join(folder, path), 'utf8');
  if (operator === 'substitute' && (find === '' || !before.includes(find))) return `expected ${path} to say ${JSON.stringify(find)}, it does not`;
  if (before !== (operator === 'replace' ? content : before.replaceAll(find, () => content ?? ''))) return undefined;
  return `expected another content than the release has, found the same; ${path} would not change`;
}

function missingMigrations(release: Release): string | undefined {
  const { migrations } = release;
  if (!migrations) return 'expected a folder of migrations, found none';
  if (existsSync(join(release.folder, migrations.folder)) && migrationFiles(release).length > 0) return undefined;
  return `expected ${formatOf(migrations).files} in ${migrations.folder}, found none`;
}
