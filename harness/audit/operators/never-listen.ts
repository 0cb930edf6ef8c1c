import type { Operator } from '../mutant.js';
import { ofNode, ofProcess } from './of-process.js';

export const neverListen: Operator = {
  name: 'never-listen',
  area: 'process',
  seenBy: 'any check: nothing listens, though the process lives',
  derive: (subject) => (subject.learned.node ? ofNode : ofProcess)(subject, (fault) => fault.neverListen()),
};
