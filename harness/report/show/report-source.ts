import { randomUUID } from 'node:crypto';
import { AuditSource } from './audit-source.js';
import { FrontSource } from './front-source.js';
import type { LiveSource } from './live-source.js';
import { RunSource } from './run-source.js';

/** The reports of a folder that runs and audits write to, as they are at the moment. */
export class ReportSource {
  readonly run: LiveSource;
  readonly audit: LiveSource;
  /** Of the first address. */
  readonly front: FrontSource;

  constructor(folder: string) {
    const name = randomUUID().slice(0, 8);
    const [run, audit] = [new RunSource(folder, name), new AuditSource(folder, name)];
    this.run = run;
    this.audit = audit;
    this.front = new FrontSource(run, audit);
  }
}
