import type { Operator } from '../mutant.js';
import { ofNode } from './of-process.js';

export const memoryShort: Operator = {
  name: 'memory-short',
  area: 'process',
  seenBy: 'any check: the process ends while it starts',
  derive: (subject) => ofNode(subject, (fault) => fault.memoryLimit({ megabytes: 6 })),
};
