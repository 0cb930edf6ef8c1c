import type { Operator } from '../mutant.js';
import { ofProcess } from './of-process.js';

export const crashOnStart: Operator = {
  name: 'crash-on-start',
  area: 'process',
  seenBy: 'any check: nothing listens',
  derive: (subject) => ofProcess(subject, (fault) => fault.crashOnStart({ exitCode: 1 }), 'the process ends at its start with code 1'),
};
