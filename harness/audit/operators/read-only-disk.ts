import type { Operator } from '../mutant.js';
import { ofProcess } from './of-process.js';

export const diskReadOnly: Operator = {
  name: 'read-only-disk',
  area: 'process',
  seenBy: 'a check that writes where the pages write',
  derive: (subject) => ofProcess(subject, (fault) => fault.readOnlyDisk()),
};
