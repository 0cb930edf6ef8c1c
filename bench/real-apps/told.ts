import { availableParallelism } from 'node:os';
import type { AuditResults } from '../../harness/model/audit.js';

/** How many mutants there were and what became of them, in a few words. Pure. */
export function summaryOf({ score: { counts }, mutants }: AuditResults): string {
  const words = Object.entries(counts).filter(([, count]) => count > 0).map(([status, count]) => `${count} ${status}`);
  return `${mutants.length} mutants: ${words.join(', ')}`;
}

/** Pure. */
export const scoreText = ({ score: { sensitivity, specificity } }: AuditResults): string => `Sensitivity ${percent(sensitivity)}, specificity ${percent(specificity)}.`;

const percent = (share: number | undefined | null): string => (typeof share === 'number' ? `${share} %` : 'unknown');

/** By which command, when and where results came about. @param part of the bench */
export const writtenBy = (part: string, { runtime, node }: AuditResults): string =>
  `Written by \`npm run bench -- ${part}\` on ${new Date().toISOString().slice(0, 10)}, ${runtime}, ${availableParallelism()} processors, Node ${node}.`;
