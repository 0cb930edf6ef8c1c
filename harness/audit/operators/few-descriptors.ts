import type { Operator } from '../mutant.js';
import { ofProcess } from './of-process.js';

export const fewDescriptorsLeft: Operator = {
  name: 'few-descriptors',
  area: 'process',
  seenBy: 'a check that opens what a page opens: a connection to the database, a file',
  derive: (subject) => ofProcess(subject, (fault) => fault.fewDescriptors({ descriptors: 28 })),
};
