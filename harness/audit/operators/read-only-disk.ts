import type { Operator } from '../mutant.js';
import { readOnlyDisk } from './new-faults.js';
import { ofProcess } from './of-process.js';

export const diskReadOnly: Operator = {
  name: 'read-only-disk',
  area: 'process',
  seenBy: 'a check that writes where the pages write',
  derive: (subject) => ofProcess(subject, readOnlyDisk),
};
