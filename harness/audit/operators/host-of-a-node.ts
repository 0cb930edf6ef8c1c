import type { Operator } from '../mutant.js';
import { ofForm } from './health-request.js';

/** As a network balancer's own checks have it. */
const NODE = '10.0.0.2:80';

/** No form with the instance's own address is derived: it is known only when the instance has been launched, and the checks of the other kinds carry it anyway. */
export const hostOfANode: Operator = {
  name: 'host-of-a-node',
  area: 'request',
  good: true,
  seenBy: 'a check whose path takes any Host',
  derive: (subject) => (subject.release.balancer === 'network' ? [] : ofForm(subject, { host: NODE }, `the check says Host: ${NODE}, as a network balancer does`)),
};
