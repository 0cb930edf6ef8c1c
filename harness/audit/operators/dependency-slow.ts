import type { Operator } from '../mutant.js';
import { ofDependencies } from './of-dependencies.js';

export const dependencySlow: Operator = {
  name: 'dependency-slow',
  area: 'dependencies',
  seenBy: 'a check with a limit to how slow the server may be, where users are hurt by it',
  derive: (subject) => ofDependencies(subject, (fault, setting) => fault.slow(setting, { latencyMs: 100 })),
};
