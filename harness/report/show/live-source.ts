import type { Report } from '../html.js';

/** A report, and by what it is told from the one before. */
export interface VersionedReport {
  readonly version: string;
  readonly report: Report;
}

/** What is served at one address, as it is at the moment. */
export interface LiveSource {
  /** Another one where the report is another one. @throws ConfigError where it cannot be read */
  version(): string;
  /** Undefined where there is none. @throws ConfigError where it cannot be read */
  report(): VersionedReport | undefined;
  /** Wall seconds that the last report took to be made. */
  readonly seconds: number;
}
