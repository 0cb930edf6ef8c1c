import { healthFailures, type HealthFailure } from '../model/explain-events.js';
import type { JournalLine } from '../model/journal.js';

/** Events of a scenario that its results have room for. */
const MOST = 20;

type Shipped = Extract<JournalLine, { type: 'shipped' }>;

/** An event of a failed health check, and the instance whose collector it reached. */
export type ShippedFailure = HealthFailure & { readonly instance: string };

/** The last 20 events of a canary's failed health checks, by the lines of its journal alone. Pure. */
export function failuresShipped(lines: readonly Shipped[], healthPath: string | undefined): ShippedFailure[] {
  const canary = lines.filter(({ side }) => side !== 'old');
  const instances = [...new Set(canary.map(({ instance }) => instance))];
  return instances
    .flatMap((instance) => healthFailures(canary.filter((line) => line.instance === instance), healthPath))
    .sort((a, b) => a.at - b.at)
    .slice(-MOST)
    .map(({ type: _type, time: _time, scenario: _scenario, side: _side, ...failure }) => failure);
}
