import type { Operator } from '../mutant.js';
import { afterStart } from './after-start.js';
import { ofDependencies } from './of-dependencies.js';

export const dependencyHung: Operator = {
  name: 'dependency-hung',
  area: 'dependencies',
  seenBy: 'a check that asks the server and waits for it no longer than the balancer does, if users need it',
  derive: (subject) => ofDependencies(subject, (fault, setting) => fault.hung(setting, { onset: afterStart(subject.release) })),
};
