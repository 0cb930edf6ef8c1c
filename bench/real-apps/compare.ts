import type { MutantResult } from '../../harness/model/audit.js';
import type { TruthRow } from './truth.js';

export interface ComparedRow {
  readonly row: TruthRow;
  /** What the audit came to, in a few words. */
  readonly audit: string;
  readonly comparison: 'the same' | 'differs' | 'not run' | 'struck out';
}

/** Each row of truth beside what an audit came to by itself. Pure. */
export const compareRows = (rows: readonly TruthRow[], mutants: readonly MutantResult[]): ComparedRow[] =>
  rows.map((row) => {
    if (row.void !== undefined) return { row, audit: row.void, comparison: 'struck out' };
    const result = mutants.find(({ id }) => id === row.mutant);
    if (!result || result.status === 'ignored') return { row, audit: '', comparison: 'not run' };
    return { row, audit: wordsOf(result), comparison: row.comes.includes(result.status) ? 'the same' : 'differs' };
  });

const FATES = { alive: '', died: ', then the process ended', 'never-listened': ', it never listened', 'failed-start': ', its start failed' };

function wordsOf({ status, process, hurt, detail }: MutantResult): string {
  const exit = process && 'code' in process ? ` (${process.code === null ? 'by a signal' : `code ${process.code}`})` : '';
  const told = status === 'invalid' || status === 'timed-out' ? `: ${detail}` : '';
  return `${status}${told}${process ? `${FATES[process.fate]}${exit}` : ''}${hurt[0] === undefined ? '' : `; ${hurt[0]}`}`;
}

/**
 * As a table of markdown; a row that counts for nothing is struck through. Pure.
 * @param source of the truth, as the head of its column
 */
export const tableOf = (compared: readonly ComparedRow[], source: string): string[] => [
  `| broken | ${source}: check; users | audit | |`,
  '|---|---|---|---|',
  ...compared.map(({ row: { fault, byHand }, audit, comparison }) => {
    const strike = (text: string): string => (comparison === 'struck out' ? `~~${text}~~` : text);
    return `| ${strike(cell(fault))} | ${strike(cell(byHand))} | ${cell(audit)} | ${comparison} |`;
  }),
];

/** Mutants that came to a status that asks for somebody's attention, an item each. Pure. */
export const missesOf = (mutants: readonly MutantResult[]): string[] =>
  mutants
    .filter(({ status }) => status === 'survived' || status === 'false-alarm' || status === 'invalid' || status === 'timed-out')
    .map((result) => `- \`${result.id}\`: ${wordsOf(result)}`);

const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
