import type { Fault } from '../../model/fault.js';
import type { HealthCheck } from '../../model/health-check.js';
import type { Release } from '../../model/release.js';
import type { FileEdit } from '../working-copy.js';
import { planFiles } from './files.js';
import { planMigrations, type SchemaState, type WrittenMigration } from './migrations.js';
import { planProcess, type ProcessPlan } from './process.js';
import { redirectCheck } from './request.js';

/** A release with its faults applied, as far as that is known before launch: plain data. */
export interface LaunchPlan {
  readonly release: Release;
  readonly faults: readonly Fault[];
  readonly schema: SchemaState;
  readonly edits: readonly FileEdit[];
  /** The migrations among them that were written for a fault. */
  readonly written: readonly WrittenMigration[];
  /** Settings that faults other than env faults bring along (a migration that must be skipped). */
  readonly settings: Readonly<Record<string, string>>;
  readonly process: ProcessPlan;
  /** The health check as the balancer is set up, where a fault is in its wiring. */
  readonly healthCheck: HealthCheck;
  /** As it would be without faults. */
  readonly rightCheck: HealthCheck;
}

/** Pure: what must be different about an instance so that it has these faults. */
export function planLaunch(release: Release, faults: readonly Fault[], healthCheck: HealthCheck): LaunchPlan {
  const migrations = planMigrations(release, faults);
  return {
    release,
    faults,
    schema: migrations.schema,
    edits: [...planFiles(faults), ...migrations.edits],
    written: migrations.written,
    settings: { ...migrations.settings, ...loopbackOnly(release, faults) },
    process: planProcess(release, faults),
    healthCheck: redirectCheck(healthCheck, faults),
    rightCheck: healthCheck,
  };
}

function loopbackOnly(release: Release, faults: readonly Fault[]): Record<string, string> {
  const bound = faults.some((fault) => fault.kind === 'request' && fault.operator === 'loopback-only');
  return bound && release.bind ? { [release.bind.setting]: '127.0.0.1' } : {};
}
