import { requestFaults } from '../../faults/request.js';
import type { Operator } from '../mutant.js';
import { healthPath, ofAim } from './health-request.js';

export const queryString: Operator = {
  name: 'query-string',
  area: 'request',
  good: true,
  seenBy: 'a check whose path answers whatever stands behind a question mark',
  *derive(subject) {
    const path = healthPath(subject);
    if (path === undefined) return;
    yield ofAim('health-check', requestFaults(subject.release).wrongPath(`${path}${path.includes('?') ? '&' : '?'}canarybed=1`));
  },
};
