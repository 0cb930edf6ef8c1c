import type { InstanceEventRecord } from '../../rollout-record.js';
import type { Band } from './health-bands.js';

export type Life = 'booting' | 'serving' | 'ended';

/** What an event makes of an instance; one that is not here changes nothing. */
const LIFE_AFTER: Readonly<Record<string, Life>> = {
  starting: 'booting',
  respawning: 'booting',
  listening: 'serving',
  exited: 'ended',
  'respawn-stopped': 'ended',
};

/**
 * Whether an instance boots, serves or has ended, one bar after the other. Pure.
 * @param events of that instance, in order
 */
export function lifecycleBars(events: readonly InstanceEventRecord[], until: number): Band<Life>[] {
  const bars: Band<Life>[] = [];
  for (const { at, event, sentence } of events) {
    const state = LIFE_AFTER[event];
    if (state === undefined) continue;
    const last = bars.at(-1);
    if (last?.state === state) continue;
    if (last) bars[bars.length - 1] = { ...last, to: Math.max(last.from, at) };
    bars.push({ from: at, to: Math.max(until, at), state, sentence });
  }
  return bars.filter(({ from, to }) => to > from);
}
