import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../model/errors.js';
import type { Fault } from '../model/fault.js';
import type { Release } from '../model/release.js';
import { migrationFiles } from '../runtime/carry-out/migrations.js';

/**
 * Refuses a fault that could not be applied, before anything boots: a verdict on it would mean nothing.
 * @throws ConfigError with what was expected, found, and what is there instead.
 */
export function checkFaults(release: Release, faults: readonly Fault[]): void {
  for (const fault of faults) {
    const complaint = complaintOf(release, fault);
    if (complaint !== undefined) throw new ConfigError(`fault "${fault.summary}": ${complaint}`);
  }
}

function complaintOf(release: Release, fault: Fault): string | undefined {
  switch (fault.kind) {
    case 'env':
      return fault.operator === 'set' ? undefined : [fault.key, fault.other].map((key) => missingSetting(release, key)).find(Boolean);
    case 'file':
    case 'page':
      return missingFile(release, fault.path);
    case 'migration':
      return migrationFiles(release).length > 0 ? undefined : `expected SQL files in ${release.migrations?.folder}, found none`;
    default:
      return undefined;
  }
}

function missingSetting(release: Release, key: string | undefined): string | undefined {
  const given = [...Object.keys(release.env), ...(release.database ? [release.database.setting] : [])];
  if (key === undefined || given.includes(key)) return undefined;
  return `expected a setting that the release is given (${given.join(', ')}), found ${key}`;
}

function missingFile(release: Release, path: string): string | undefined {
  if (existsSync(join(release.folder, path))) return undefined;
  return `expected a file in ${release.folder}, found no ${path}; paths are relative to that folder`;
}
