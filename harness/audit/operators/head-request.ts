import type { Operator } from '../mutant.js';
import { ofForm } from './health-request.js';

/** As monitors and other balancers ask. */
export const headRequest: Operator = {
  name: 'head-request',
  area: 'request',
  good: true,
  seenBy: 'a check whose path takes HEAD as it takes GET',
  derive: (subject) => ofForm(subject, { method: 'HEAD' }, 'the check is sent as HEAD'),
};
