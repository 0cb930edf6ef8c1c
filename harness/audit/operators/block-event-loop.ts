import type { Operator } from '../mutant.js';
import { ofNode } from './of-process.js';

export const blockEventLoop: Operator = {
  name: 'block-event-loop',
  area: 'process',
  seenBy: 'a check over HTTP that the thread of the pages answers',
  derive: (subject) => ofNode(subject, (fault) => fault.blockEventLoop()),
};
