import type { Operator } from '../mutant.js';
import { ofProcess } from './of-process.js';

export const exitAfterAWhile: Operator = {
  name: 'exit-after-a-while',
  area: 'process',
  seenBy: 'a healthy threshold of two or more, and an interval longer than the process lives',
  derive: (subject) => ofProcess(subject, (fault) => fault.exitAfter({ seconds: 2 })),
};
