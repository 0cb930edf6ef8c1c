import type { Operator } from '../mutant.js';
import { ofForm } from './health-request.js';

export const forwardedAsHttp: Operator = {
  name: 'forwarded-as-http',
  area: 'request',
  good: true,
  seenBy: 'a check whose path is not redirected to https',
  derive: (subject) => ofForm(subject, { headers: { 'X-Forwarded-Proto': 'http' } }, 'the check is forwarded as http'),
};
