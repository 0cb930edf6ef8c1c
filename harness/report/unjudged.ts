import type { SourceLocation } from '../model/scenario.js';
import { fileFrom } from './file-from.js';
import type { ScenarioLines } from './scenario-lines.js';

/** A scenario that was begun and has no verdict, since its run was interrupted. */
export interface UnjudgedScenario {
  readonly id: string;
  readonly title: string;
  readonly family: string;
  readonly location: SourceLocation;
}

/** What an interrupted run did not come to. */
export interface Unjudged {
  /** Scenarios without a verdict, those included that were not begun; left out where the journal does not say how many there were. */
  readonly count?: number;
  /** Those of them that were begun. */
  readonly begun: readonly UnjudgedScenario[];
}

/**
 * What has no end of scenarios that were begun, or that were only announced. Pure.
 * @param announced how many scenarios were to be run
 * @param folder the working folder of the run
 */
export function unjudgedOf(scenarios: ReadonlyMap<string, ScenarioLines>, announced: number | undefined, folder: string | undefined): Unjudged {
  const of = [...scenarios.values()].filter(({ start }) => start !== undefined);
  const begun = of.flatMap(({ start, end }) => {
    if (!start || end) return [];
    const { scenario: id, title, family, location } = start;
    return [{ id, title, family, location: { ...location, file: fileFrom(folder, location.file) } }];
  });
  return { ...(announced === undefined ? {} : { count: Math.max(begun.length, announced - (of.length - begun.length)) }), begun };
}

/**
 * Of the parts of one run. Pure.
 * @param dealt how many scenarios there were for all parts, where it is known
 * @param judged how many of them have an end
 */
export function mergedUnjudged(parts: readonly (Unjudged | undefined)[], dealt: number | undefined, judged: number): Unjudged {
  const counts = parts.map((part) => (part ? part.count : 0));
  const sum = counts.includes(undefined) ? undefined : counts.reduce<number>((all, count) => all + (count ?? 0), 0);
  const count = dealt === undefined ? sum : dealt - judged;
  return { ...(count === undefined ? {} : { count }), begun: parts.flatMap((part) => part?.begun ?? []) };
}
