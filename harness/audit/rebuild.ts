import type { AuditResults, MutantResult } from '../model/audit.js';
import type { AuditEnded, AuditStart } from '../model/audit-journal.js';
import type { JournalLine } from '../model/journal.js';
import { auditResultsOf, UNENDED } from './audit-results.js';

/**
 * The results of an audit, derived anew from its journal; of one that was killed those of the mutants that had ended. Pure.
 * @param lines the first of which tells that an audit began, as `readAuditLines` gives them
 */
export function auditFromJournal(lines: readonly JournalLine[]): AuditResults {
  const results = new Map<string, MutantResult>();
  let start: AuditStart | undefined;
  let ended: AuditEnded = { ...UNENDED, wallSeconds: lines.at(-1)?.time ?? 0 };
  for (const line of lines) {
    if (line.type === 'audit-started') start ??= startIn(line);
    if (line.type === 'mutant-ended') results.set(line.result.id, line.result);
    if (line.type === 'audit-ended') ended = endIn(line);
  }
  if (!start) throw new TypeError('these are not the lines of an audit');
  return auditResultsOf(start, { results, ...ended });
}

type Line<T extends JournalLine['type']> = Extract<JournalLine, { readonly type: T }>;

const startIn = ({ type: _type, time: _time, schemaVersion: _version, ...start }: Line<'audit-started'>): AuditStart => start;

const endIn = ({ timings, controlBoots, wallSeconds, interrupted }: Line<'audit-ended'>): AuditEnded => ({ timings, controlBoots, wallSeconds, interrupted });
