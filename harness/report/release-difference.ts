import type { ReleaseDifference } from './rollout-record.js';
import type { LineOf } from './scenario-lines.js';

type Launch = Pick<LineOf<'rollout-started'>, 'env' | 'placed' | 'bent' | 'files' | 'filesLeftOut'>;

/**
 * What a release was launched with otherwise than its control. Places that a run makes for each instance (a port, a
 * database of its own) differ by chance; there only the rest of the value is compared. Pure.
 */
export function releaseDifference(control: Launch, release: Launch, faults: readonly string[]): ReleaseDifference {
  const bent = new Set(release.bent);
  const placed = new Set([...(control.placed ?? []), ...(release.placed ?? [])]);
  const differs = (name: string): boolean => {
    if (bent.has(name)) return true;
    const values = [control.env[name], release.env[name]];
    const [before, after] = placed.has(name) ? values.map((value) => value?.replace(PLACES, '')) : values;
    return before !== after;
  };
  const names = [...new Set([...Object.keys(control.env), ...Object.keys(release.env)])].filter(differs);
  return {
    settings: names.map((name) => {
      const [before, after] = [control.env[name], release.env[name]];
      return { name, ...(before === undefined ? {} : { control: before }), ...(after === undefined ? {} : { release: after }) };
    }),
    ...(release.files ? { files: release.files } : {}),
    ...(release.filesLeftOut === undefined ? {} : { filesLeftOut: release.filesLeftOut }),
    faults,
  };
}

/** Ports that are given out by chance, and names of the databases and roles of a run. */
const PLACES = /(?<=:)\d{4,5}(?!\d)|(?<=scenario_)\d+/g;
