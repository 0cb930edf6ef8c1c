import { dependencyFaults, type DependencyFaults } from '../../faults/dependency.js';
import type { Fault } from '../../model/fault.js';
import type { Derived } from '../mutant.js';
import type { Subject } from '../subject.js';

/**
 * A mutant of each other server that a setting names, of those too without which users are served: a check that needs
 * them is a false alarm, and what users get tells.
 */
export const ofDependencies = ({ release, learned: { dependencies } }: Subject, make: (fault: DependencyFaults<string>, setting: string) => Fault): Derived[] =>
  dependencies.map(({ setting, optional }) => {
    const fault = make(dependencyFaults({ ...release, dependencies }), setting);
    return { target: setting, summary: `${fault.summary}${optional ? ', which is optional' : ''}`, faults: [fault], ...(optional && !isThere(fault) ? { optional } : {}) };
  });

/** A slow server still answers: what users get of it says nothing of how they fare without. */
const isThere = ({ operator }: Fault): boolean => operator === 'slow';
