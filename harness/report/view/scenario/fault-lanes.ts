import type { ScenarioResult } from '../../results.js';
import type { InstanceRecord } from '../../rollout-record.js';
import type { Band } from './health-bands.js';

/** When one fault was active, on all instances together; the state is the instance. */
export interface FaultLane {
  readonly fault: string;
  readonly bands: readonly Band<string>[];
}

/**
 * From each strike of a fault to its end. One that never struck and yet was seen is part of the release itself, as a
 * wrong setting is: it is there from the launch of its first instance. One that was not seen is not drawn. Pure.
 */
export function faultLanes({ faults = [], evidence = [] }: Partial<Pick<ScenarioResult, 'faults' | 'evidence'>>, instances: readonly InstanceRecord[], until: number): FaultLane[] {
  const struck = instances.flatMap((instance) => strikes(instance, until));
  const names = [...new Set([...faults.map(({ summary }) => summary), ...struck.map(({ fault }) => fault)])];
  const launched = instances.find(({ side }) => side !== 'old')?.events[0]?.at;
  return names.flatMap((fault) => {
    const own = struck.filter((strike) => strike.fault === fault).map(({ fault: _fault, ...band }) => band);
    if (own.length > 0) return [{ fault, bands: own }];
    const isThere = evidence.some((seen) => seen.fault === fault && seen.live);
    if (!isThere || launched === undefined) return [];
    return [{ fault, bands: [{ from: launched, to: Math.max(launched, until), state: 'release', sentence: `${fault}: part of the release itself` }] }];
  });
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
