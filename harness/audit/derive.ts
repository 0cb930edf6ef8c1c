import { ConfigError } from '../model/errors.js';
import type { Fault } from '../model/fault.js';
import type { Release } from '../model/release.js';
import { checkFaults } from '../runner/check-faults.js';
import { planFiles } from '../runtime/carry-out/files.js';
import type { Derived, Mutant, Operator } from './mutant.js';
import { OPERATORS } from './operators/index.js';
import type { Subject } from './subject.js';

/**
 * Every mutant of a release, in the order of the operators. One whose faults could not be applied or would change
 * nothing is left out, and so is one that does what another did before it. Reads the release's files and nothing else.
 */
export function deriveMutants(subject: Subject, operators: readonly Operator[] = OPERATORS): Mutant[] {
  const mutants = new Map<string, Mutant>();
  const done = new Set<string>();
  for (const operator of operators) {
    for (const derived of operator.derive(subject)) {
      const key = keyOf(derived);
      if (done.has(key) || !applies(subject.release, derived)) continue;
      done.add(key);
      const id = freeId(`${operator.name}:${derived.target}`, mutants);
      mutants.set(id, { files: [], ...derived, id, area: operator.area, operator: operator.name, breaks: operator.breaks ?? 'release' });
    }
  }
  return [...mutants.values()];
}

/** An operator with two mutants of one target numbers them from the second on. */
function freeId(id: string, taken: ReadonlyMap<string, Mutant>): string {
  let free = id;
  for (let number = 2; taken.has(free); number += 1) free = `${id}#${number}`;
  return free;
}

function applies(release: Release, { faults, old }: Derived): boolean {
  try {
    checkFaults(release, faults);
    checkFaults(release, old?.faults ?? []);
    return true;
  } catch (error) {
    if (error instanceof ConfigError) return false;
    throw error;
  }
}

const keyOf = ({ faults, old }: Derived): string => JSON.stringify([faults.map(effectOf).sort(), old?.faults.map(effectOf).sort()]);

/** What a fault does, whatever it is called: the same edit of a file may be a page's fault or a file's. */
function effectOf(fault: Fault): string {
  if (fault.kind === 'file' || fault.kind === 'page') return JSON.stringify(planFiles([fault]));
  const { summary: _summary, ...body } = fault;
  return JSON.stringify(Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1)));
}
