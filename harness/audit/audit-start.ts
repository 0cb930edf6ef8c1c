import type { AuditStart } from '../model/audit-journal.js';
import type { Selected } from './select.js';
import type { AuditInput } from './settings.js';

/** How it is asked for, where and when it is made, and what was learned, without secrets. */
export interface AskedAudit extends Pick<AuditStart, 'runtime' | 'node' | 'facts' | 'date' | 'seed' | 'learned'> {
  readonly breakOn: number | undefined;
  readonly baseline: ReadonlySet<string> | undefined;
}

/**
 * What is known of an audit before anything is broken. Ids stay as they are, as in a mutant's result: a secret may be as common a
 * word as `admin`, and a mutant must not lose its name by it. Pure.
 */
export function auditStartOf({ release, deployment }: AuditInput, { run, ignored }: Selected, { breakOn, baseline, ...asked }: AskedAudit): AuditStart {
  const { name, balancer, healthCheck } = release;
  return {
    app: name,
    ...asked,
    ...(breakOn === undefined ? {} : { breakOn }),
    balancer,
    check: healthCheck,
    deployment,
    ids: [...run, ...ignored.map(({ mutant }) => mutant)].map(({ id }) => id),
    ...(baseline ? { baseline: [...baseline] } : {}),
  };
}
