import type { Operator } from '../mutant.js';
import { afterStart } from './after-start.js';
import { ofDependencies } from './of-dependencies.js';

export const dependencyDown: Operator = {
  name: 'dependency-down',
  area: 'dependencies',
  seenBy: 'a check that asks the server each time, if users need it',
  derive: (subject) => ofDependencies(subject, (fault, setting) => fault.down(setting, { onset: afterStart(subject.release) })),
};
