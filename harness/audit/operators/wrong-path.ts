import { requestFaults } from '../../faults/request.js';
import type { Operator } from '../mutant.js';
import { healthPath, ofAim } from './health-request.js';

/** Whatever answers there knows nothing of the release's health. */
export const wrongPath: Operator = {
  name: 'wrong-path',
  area: 'request',
  breaks: 'check',
  seenBy: 'an app that answers 404 for paths that it does not have',
  *derive(subject) {
    if (healthPath(subject) !== undefined) yield ofAim('health-check', requestFaults(subject.release).wrongPath('/canarybed-no-such-path'));
  },
};
