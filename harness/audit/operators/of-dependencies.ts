import type { Fault } from '../../model/fault.js';
import type { Derived } from '../mutant.js';
import type { Subject } from '../subject.js';

/**
 * A mutant of each other server that a setting names, of those too without which users are served: a check that needs
 * them is a false alarm, and what users get tells.
 */
export const ofDependencies = ({ learned }: Subject, make: (setting: string) => Fault): Derived[] =>
  learned.dependencies.map(({ setting, optional }) => {
    const fault = make(setting);
    return { target: setting, summary: `${fault.summary}${optional ? ', which is optional' : ''}`, faults: [fault] };
  });
