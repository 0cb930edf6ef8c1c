import type { DrawnMark } from './merge-marks.js';
import { pollLabel, type PollRow } from './poll-rows.js';

/** What stands beside a mark: the status of one check, the number of several and how many of them failed. Pure. */
export function markLabel({ count, failed, first }: DrawnMark, polls: readonly PollRow[]): string {
  const row = polls[first];
  if (count === 1) return row ? pollLabel(row.probe) : '';
  return failed > 0 && failed < count ? `×${count}, ${failed} failed` : `×${count}`;
}

/** Pixels that a letter of a label takes, and what is left free at its ends. */
const [LETTER, FREE] = [5.5, 12];

/** On which side of a mark there is room for its label; undefined: on neither. Pure. @param before pixels to the mark before it, `after` to the next one */
export function labelSide(label: string, before: number, after: number): 'before' | 'after' | undefined {
  const needed = label.length * LETTER + FREE;
  return after >= needed ? 'after' : before >= needed ? 'before' : undefined;
}

/**
 * How slow the answer of one check was, from 0 to 1: the square root of its share of the timeout, so that quick ones
 * differ too. Of a check that was never sent it is 0. Pure.
 * @param timeout in seconds; undefined where it is not known
 */
export function slowness({ first }: DrawnMark, polls: readonly PollRow[], timeout: number | undefined): number {
  const probe = polls[first]?.probe;
  if (!probe || probe.projected || timeout === undefined) return 0;
  return Math.sqrt(Math.min(1, probe.tookMs / (timeout * 1000)));
}
