import type { Operator } from '../mutant.js';
import { ofForm } from './health-request.js';

export const otherUserAgent: Operator = {
  name: 'other-user-agent',
  area: 'request',
  good: true,
  seenBy: 'a check whose path takes any user agent',
  derive(subject) {
    const userAgent = `ELB-HealthChecker/${subject.release.balancer === 'classic' ? '2.0' : '1.0'}`;
    return ofForm(subject, { userAgent }, `the check comes from ${userAgent}`);
  },
};
