import type { JournalEvent } from '../harness/model/journal.js';
import type { TimedEvent } from './run-quietly.js';

/** Wall seconds of a rollout beside an old fleet, from the launch of the first old instance to the verdict. */
export interface RolloutParts {
  readonly total: number;
  /** Of each fleet, from its first start to its last open port. */
  readonly boots: { readonly old: number; readonly canary: number };
  /** All but the boots. */
  readonly added: number;
  /** What was added, in its order: these make up all of it. */
  readonly parts: readonly (readonly [name: string, seconds: number])[];
}

/**
 * Takes a rollout apart by what its journal was told. A moment that never came makes every figure with it NaN, which
 * reaches no limit. Pure.
 */
export function rolloutParts(events: readonly TimedEvent[], scenario: string): RolloutParts {
  const own = events.filter(({ event }) => 'scenario' in event && event.scenario === scenario);
  const times = (matches: (event: JournalEvent) => boolean): number[] => own.filter(({ event }) => matches(event)).map(({ at }) => at);
  const first = (matches: (event: JournalEvent) => boolean): number => times(matches)[0] ?? Number.NaN;
  const onSide = (side: string, name: string) => (event: JournalEvent) => event.type === 'instance' && event.side === side && event.event === name;
  const lastListening = (side: string): number => times(onSide(side, 'listening')).at(-1) ?? Number.NaN;
  const phase = (name: string): number => first((event) => event.type === 'phase' && event.phase === name);

  const launched = first((event) => event.type === 'group' && event.group === 'old' && event.event === 'activity-started');
  const [oldStarts, oldListens] = [first(onSide('old', 'starting')), lastListening('old')];
  const serves = first(({ type }) => type === 'rollout-started');
  const rollout = phase('rollout');
  const [canaryStarts, canaryListens] = [first(onSide('canary', 'starting')), lastListening('canary')];
  const accepted = phase('accepted');
  const drains = first((event) => event.type === 'transition' && event.description === DRAINS);
  const verdict = first(({ type }) => type === 'verdict');

  const boots = { old: oldListens - oldStarts, canary: canaryListens - canaryStarts };
  return {
    total: verdict - launched,
    boots,
    added: verdict - launched - boots.old - boots.canary,
    parts: [
      ['files of the old fleet', oldStarts - launched],
      ['until the old fleet is in service', serves - oldListens],
      ['users let in, each request once', rollout - serves],
      ['files of the canary', canaryStarts - rollout],
      ['until the canary is in service and polled so', accepted - canaryListens],
      ['take-over, until the old fleet drains', drains - accepted],
      ['old fleet drained and ended', verdict - drains],
    ],
  };
}

/** A classic balancer's words for one that drains. */
const DRAINS = 'Instance deregistration currently in progress.';
