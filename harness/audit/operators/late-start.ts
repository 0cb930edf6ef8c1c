import type { Operator } from '../mutant.js';
import { ofProcess } from './of-process.js';

/** A slow machine, a cold cache: good, and to be waited for. */
export const lateStart: Operator = {
  name: 'late-start',
  area: 'process',
  good: true,
  seenBy: 'a check that fails until the start is over',
  derive: (subject) => ofProcess(subject, (fault) => fault.listenLate({ seconds: 3 })),
};
