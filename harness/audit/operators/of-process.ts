import { processFaults, type ProcessFaults } from '../../faults/process.js';
import type { Fault } from '../../model/fault.js';
import type { Derived } from '../mutant.js';
import type { Subject } from '../subject.js';

/** One mutant of the process. */
export function ofProcess({ release }: Subject, make: (fault: ProcessFaults) => Fault, summary?: string): Derived[] {
  const fault = make(processFaults(release));
  return [{ target: 'process', summary: summary ?? fault.summary, faults: [fault] }];
}

/** One of a process that Node runs, whoever starts it: a package's script does so, too. None where it is another program. */
export const ofNode = ({ release, learned }: Subject, make: (fault: ProcessFaults) => Fault): Derived[] =>
  learned.node ? ofProcess({ release: { ...release, command: ['node'] }, learned }, make) : [];
