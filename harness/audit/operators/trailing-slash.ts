import { requestFaults } from '../../faults/request.js';
import type { Operator } from '../mutant.js';
import { healthPath, ofAim } from './health-request.js';

/** Balancers follow no redirect to the other spelling. */
export const trailingSlash: Operator = {
  name: 'trailing-slash',
  area: 'request',
  good: true,
  seenBy: 'a check whose path answers with a slash at its end as without one',
  *derive(subject) {
    const [path = '/', ...query] = (healthPath(subject) ?? '/').split('?');
    if (path === '/') return;
    const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
    yield ofAim('health-check', requestFaults(subject.release).wrongPath([other, ...query].join('?')));
  },
};
