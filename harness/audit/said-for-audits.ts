import type { Release } from '../model/release.js';
import type { AppAudit } from './config/config-schema.js';

/** By the release, and no part of it: what is broken, compared and remembered elsewhere stays as it is. Checked by who audits it. */
const said = new WeakMap<Release, AppAudit>();

/** Notes what the description of a release says for audits alone. */
export function sayForAudits(release: Release, audit: AppAudit): void {
  said.set(release, audit);
}

/** As it was written; undefined where nothing was. */
export const saidForAudits = (release: Release): AppAudit | undefined => said.get(release);
