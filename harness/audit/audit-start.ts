import type { AuditStart } from '../model/audit-journal.js';
import { learnedLines } from './learn/learned-lines.js';
import type { Selected } from './select.js';
import type { AuditInput } from './settings.js';
import type { Subject } from './subject.js';

/** How it is asked for, and where and when it is made. */
export interface AskedAudit extends Pick<AuditStart, 'runtime' | 'node' | 'facts' | 'date' | 'seed'> {
  readonly breakOn: number | undefined;
  readonly baseline: ReadonlySet<string> | undefined;
}

/** What is known of an audit before anything is broken; secrets are not masked in it. Pure. */
export function auditStartOf({ release, deployment }: AuditInput, subject: Subject, { run, ignored }: Selected, { breakOn, baseline, ...asked }: AskedAudit): AuditStart {
  const { name, balancer, healthCheck } = release;
  return {
    app: name,
    ...asked,
    ...(breakOn === undefined ? {} : { breakOn }),
    learned: learnedLines(subject),
    balancer,
    check: healthCheck,
    deployment,
    ids: [...run, ...ignored.map(({ mutant }) => mutant)].map(({ id }) => id),
    ...(baseline ? { baseline: [...baseline] } : {}),
  };
}
