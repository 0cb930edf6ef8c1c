import type { AuditResults, MutantResult, MutantStatus } from '../../model/audit.js';

/** The parts of Stryker's report schema, version 2, that are written. */
interface MutationReport {
  readonly schemaVersion: '2';
  readonly thresholds: { readonly high: number; readonly low: number };
  readonly framework: { readonly name: string };
  readonly files: Readonly<Record<string, ReportedFile>>;
  readonly testFiles: Readonly<Record<string, { readonly tests: readonly { readonly id: string; readonly name: string }[] }>>;
}

interface ReportedFile {
  readonly language: string;
  readonly source: string;
  readonly mutants: readonly ReportedMutant[];
}

interface ReportedMutant {
  readonly id: string;
  readonly mutatorName: string;
  readonly description: string;
  readonly replacement: string;
  readonly location: Readonly<Record<'start' | 'end', { readonly line: number; readonly column: number }>>;
  readonly status: 'Killed' | 'Survived' | 'NoCoverage' | 'RuntimeError' | 'Ignored';
  readonly statusReason: string;
  readonly killedBy?: readonly string[];
  readonly duration: number;
}

/**
 * The schema knows only what must be caught. Statuses are such that its score of what is covered is the sensitivity: a false
 * alarm is the one that counts as missed and is no survivor; good releases that were accepted count for nothing; nor does
 * one that timed out, which `Timeout` would count as caught though nothing is known of it.
 */
const STATUSES: Readonly<Record<MutantStatus, ReportedMutant['status']>> = {
  killed: 'Killed', survived: 'Survived', 'false-alarm': 'NoCoverage', harmless: 'Ignored', ignored: 'Ignored', invalid: 'RuntimeError', 'timed-out': 'RuntimeError',
};

const MEANINGS: Readonly<Record<MutantStatus, string>> = {
  killed: 'refused, users were hurt', survived: 'accepted, users were hurt', 'false-alarm': 'false alarm: refused, users were fine',
  harmless: 'harmless: accepted, users were fine', ignored: 'ignored', invalid: 'invalid', 'timed-out': 'timed out',
};

/** From where on viewers show a score as good, and below which as bad; theirs. */
const THRESHOLDS = { high: 80, low: 60 } as const;

/**
 * An audit in the schema of Stryker's mutation reports, for its viewer, its dashboard and what imports that. Mutants lie in
 * one file an area, whose lines are the settings, files, tables or servers that are broken; checks are the tests. Pure.
 */
export function mutationReport({ mutants, matrix }: Pick<AuditResults, 'mutants' | 'matrix'>): MutationReport {
  const areas = [...new Set(mutants.map(({ area }) => area))];
  const caught = new Map(matrix.rows.map(({ mutant, caughtBy }) => [mutant, caughtBy]));
  return {
    schemaVersion: '2',
    thresholds: THRESHOLDS,
    framework: { name: 'canarybed' },
    files: Object.fromEntries(areas.map((area) => [area, fileOf(mutants.filter((mutant) => mutant.area === area), caught)])),
    testFiles: { 'health check': { tests: matrix.checks.map((check) => ({ id: check, name: check })) } },
  };
}

export const mutationText = (results: AuditResults): string => `${JSON.stringify(mutationReport(results), null, 1)}\n`;

function fileOf(mutants: readonly MutantResult[], caught: ReadonlyMap<string, readonly string[]>): ReportedFile {
  const lines = [...new Set(mutants.map(({ target }) => oneLine(target)))];
  return {
    language: 'text',
    source: `${lines.join('\n')}\n`,
    mutants: mutants.map((mutant) => {
      const target = oneLine(mutant.target);
      const line = lines.indexOf(target) + 1;
      const killedBy = caught.get(mutant.id) ?? [];
      return {
        id: mutant.id,
        mutatorName: mutant.operator,
        description: mutant.summary,
        replacement: oneLine(mutant.summary),
        location: { start: { line, column: 1 }, end: { line, column: target.length + 1 } },
        status: STATUSES[mutant.status],
        statusReason: reasonOf(mutant),
        ...(killedBy.length > 0 ? { killedBy } : {}),
        duration: mutant.wallSeconds * 1000,
      };
    }),
  };
}

function reasonOf({ status, reason, detail, hurt, advice }: MutantResult): string {
  const said = reason === undefined ? detail : `${reason}; ${detail}`;
  return [`${MEANINGS[status]}: ${said}`, ...(advice === undefined ? hurt : [advice])].join('\n');
}

/** Locations count lines, which one target must be. */
const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim() || '(unnamed)';
