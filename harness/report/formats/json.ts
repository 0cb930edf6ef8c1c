import type { AuditResults } from '../../model/audit.js';
import type { RunResults } from '../results.js';

/** `results.json` and `audit.json`: the results themselves. Pure. */
export const jsonText = (results: RunResults | AuditResults): string => `${JSON.stringify(results, null, 1)}\n`;
