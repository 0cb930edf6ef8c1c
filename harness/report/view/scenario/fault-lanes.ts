import type { ScenarioResult } from '../../results.js';
import type { InstanceRecord } from '../../rollout-record.js';
import type { Band } from './health-bands.js';

/** When one fault was active, on all instances of its side together; the state is the instance. */
export interface FaultLane {
  readonly fault: string;
  readonly side?: 'old';
  readonly bands: readonly Band<string>[];
}

type Faulty = Partial<Pick<ScenarioResult, 'faults' | 'oldFaults' | 'evidence'>>;

/**
 * From each strike of a fault to its end, by side. One that never struck and yet was seen is part of the release itself, as
 * a wrong setting is: it is there from the launch of its first instance. One that was not seen is not drawn. Pure.
 */
export function faultLanes({ faults = [], oldFaults = [], evidence = [] }: Faulty, instances: readonly InstanceRecord[], until: number): FaultLane[] {
  const lanesOf = (own: readonly InstanceRecord[], known: Faulty['faults'] = []): FaultLane[] => {
    const struck = own.flatMap((instance) => strikes(instance, until));
    const names = [...new Set([...known.map(({ summary }) => summary), ...struck.map(({ fault }) => fault)])];
    const launched = own[0]?.events[0]?.at;
    return names.flatMap((fault) => {
      const bands = struck.filter((strike) => strike.fault === fault).map(({ fault: _fault, ...band }) => band);
      if (bands.length > 0) return [{ fault, bands }];
      const isThere = evidence.some((seen) => seen.fault === fault && seen.live);
      if (!isThere || launched === undefined) return [];
      return [{ fault, bands: [{ from: launched, to: Math.max(launched, until), state: 'release', sentence: `${fault}: part of the release itself` }] }];
    });
  };
  const old = instances.filter(({ side }) => side === 'old');
  return [...lanesOf(instances.filter((instance) => !old.includes(instance)), faults), ...lanesOf(old, oldFaults).map((lane) => ({ ...lane, side: 'old' as const }))];
}

/** The sentence of a strike begins with the fault's own, and then says what was done. */
const FAULT = /^(?:over: )?(.*?)(?:: .*)?$/s;

function strikes({ id, events }: InstanceRecord, until: number): (Band<string> & { readonly fault: string })[] {
  const nameOf = (sentence: string): string => FAULT.exec(sentence)?.[1] ?? sentence;
  return events
    .filter(({ event }) => event === 'fault-struck')
    .map(({ at, sentence }) => {
      const fault = nameOf(sentence);
      const end = events.find((other) => other.event === 'fault-ended' && other.at >= at && nameOf(other.sentence) === fault)?.at;
      return { fault, from: at, to: Math.max(at, end ?? until), state: id, sentence };
    });
}
