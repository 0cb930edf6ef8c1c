import type { InstanceRecord } from '../../rollout-record.js';
import { counted, listed } from '../words.js';

type Kept = Pick<InstanceRecord, 'id' | 'log' | 'written'>;

/** Which lines of the instances are not there, in a sentence; undefined where all are. Pure. */
export function keptLog(instances: readonly Kept[]): string | undefined {
  const cut = instances.filter(({ log, written = 0 }) => written > log.length);
  const missing = instances.filter(({ log, written }) => log.length === 0 && written === undefined).map(({ id }) => id);
  const sentences = [
    ...cut.map(({ id, log, written }) => `the last ${log.length} of ${counted(written ?? 0, 'line')} of ${id}`),
    ...(missing.length > 0 ? [`no lines of ${listed(missing)}`] : []),
  ];
  return sentences.length === 0 ? undefined : `Kept: ${listed(sentences)}.`;
}

/** Why no line of an instance is shown, in a sentence. Pure. @param instance undefined of one that was never launched */
export function noLinesOf(id: string, instance: Kept | undefined): string {
  if (instance && instance.log.length > 0) return `No line of ${id} is among those that are shown.`;
  return instance?.written === 0 ? `${id} wrote no line.` : `No lines of ${id} were kept.`;
}
