import { requestFaults } from '../../faults/request.js';
import type { Operator } from '../mutant.js';
import { ofAim } from './health-request.js';

export const wrongCheckPort: Operator = {
  name: 'wrong-check-port',
  area: 'request',
  breaks: 'check',
  seenBy: 'any check: nothing listens there',
  derive: ({ release }) => [ofAim('health-check', requestFaults(release).wrongPort())],
};
