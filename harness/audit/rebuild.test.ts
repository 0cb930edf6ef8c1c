import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditResults } from '../model/audit.js';
import type { AuditEnded, AuditStart } from '../model/audit-journal.js';
import type { JournalEvent, JournalLine } from '../model/journal.js';
import { SMALL_RELEASE } from '../model/release.testing.js';
import { readReport } from '../report/read-report.js';
import { auditResultsOf } from './audit-results.js';
import { auditFromJournal } from './rebuild.js';

const { mutants } = JSON.parse(readFileSync(join(__dirname, '../report/golden/audit.json'), 'utf8')) as AuditResults;
const START: AuditStart = {
  app: 'till', runtime: 'embedded', node: 'v20.0.0', date: '2026-01-01T00:00:00.000Z', seed: 1, breakOn: 90, learned: ['2 settings'], balancer: 'classic', check: SMALL_RELEASE.healthCheck,
  deployment: { gracePeriod: 5 }, ids: mutants.map(({ id }) => id), baseline: ['gone:mutant'],
};
const END: AuditEnded = { timings: { boots: [4, 4, 4], checks: [0.1] }, controlBoots: [4], wallSeconds: 12, interrupted: false };

const linesOf = (...events: readonly JournalEvent[]): JournalLine[] => events.map((event, index) => ({ time: index, ...event }));
const started: JournalEvent = { type: 'audit-started', schemaVersion: 1, ...START };
const ended = mutants.map((result): JournalEvent => ({ type: 'mutant-ended', result }));

test('results are those that were written when the audit ended, in the order of the mutants', () => {
  const lines = linesOf(started, ...[...ended].reverse(), { type: 'audit-ended', ...END });
  const rebuilt = auditFromJournal(lines);
  expect(rebuilt).toEqual(auditResultsOf(START, { ...END, results: new Map(mutants.map((result) => [result.id, result])) }));
  expect(rebuilt).toMatchObject({ app: 'till', breakOn: 90, interrupted: false, tuning: expect.arrayContaining([expect.objectContaining({ setting: 'UnhealthyThreshold' })]) as unknown, baseline: { known: [], fresh: expect.any(Array) as unknown } });
  expect(readReport(JSON.stringify(rebuilt), 'audit.json').kind).toBe('audit');
});

test('of an audit that was killed there is what had ended, and it counts as interrupted', () => {
  const rebuilt = auditFromJournal(linesOf(started, ...ended.slice(0, 2)));
  expect(rebuilt).toMatchObject({ interrupted: true, wallSeconds: 2, controlBoots: [], mutants: mutants.slice(0, 2) });
});
