import type { AuditSource } from './audit-source.js';
import type { LiveSource, VersionedReport } from './live-source.js';

/** What the first address shows: the run; where there is none the audit; and where there is neither, that it waits for one. */
export class FrontSource implements LiveSource {
  constructor(
    private readonly run: LiveSource & { readonly isThere: boolean },
    private readonly audit: AuditSource,
  ) {}

  get seconds(): number {
    return this.run.isThere ? this.run.seconds : this.audit.seconds;
  }

  version(): string {
    const version = this.run.version();
    return this.run.isThere ? version : `${version}-${this.audit.version()}`;
  }

  report(): VersionedReport {
    const run = this.run.report();
    if (run) return run;
    const version = this.version();
    return { version, report: this.audit.report()?.report ?? { kind: 'waiting' } };
  }
}
