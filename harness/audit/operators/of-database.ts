import type { DatabaseFaults } from '../../faults/database.js';
import { faultsFor } from '../../faults/index.js';
import type { Fault } from '../../model/fault.js';
import type { Derived } from '../mutant.js';
import type { Subject } from '../subject.js';

/** One mutant of the server as the release meets it; none where its description names no database. */
export function ofDatabase({ release }: Subject, make: (fault: DatabaseFaults<string>) => Fault): Derived[] {
  if (!release.database) return [];
  const fault = make(faultsFor<string, string, string>(release).database);
  return [{ target: 'database', summary: fault.summary, faults: [fault] }];
}

/** One mutant of the setting that carries the connection. */
export const ofConnection = (subject: Subject, make: (fault: DatabaseFaults<string>) => Fault): Derived[] =>
  ofDatabase(subject, make).map((derived) => ({ ...derived, target: subject.release.database?.setting ?? derived.target }));
