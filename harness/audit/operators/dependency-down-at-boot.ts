import type { Operator } from '../mutant.js';
import { ofDependencies } from './of-dependencies.js';

export const dependencyDownAtBoot: Operator = {
  name: 'dependency-down-at-boot',
  area: 'dependencies',
  seenBy: 'a check that asks the server, if users need it',
  derive: (subject) => ofDependencies(subject, (fault, setting) => fault.down(setting)),
};
