import type { Operator } from '../mutant.js';
import { ofProcess } from './of-process.js';

export const exitZeroOnStart: Operator = {
  name: 'exit-zero-on-start',
  area: 'process',
  seenBy: 'any check: nothing listens, though the start says that it went well',
  derive: (subject) => ofProcess(subject, (fault) => fault.crashOnStart({ exitCode: 0 }), 'the process ends at its start with code 0'),
};
