import type { Operator } from '../mutant.js';
import { ofProcess } from './of-process.js';

export const hang: Operator = {
  name: 'hang',
  area: 'process',
  seenBy: 'a check over HTTP: the port of a process that hangs still takes connections',
  derive: (subject) => ofProcess(subject, (fault) => fault.stop()),
};
