import { invalid } from './refusal.js';

/**
 * Refuses a name that AWS refuses. AWS: CreateLoadBalancer and CreateTargetGroup, Name.
 * @param noun as the texts have it: `load balancer` or `target group`
 * @throws Refusal ValidationError
 */
export function checkName(noun: 'load balancer' | 'target group', name: string): void {
  const subject = noun === 'load balancer' ? `The load balancer name '${name}'` : `Target group name '${name}'`;
  if (name === '') throw invalid(`A ${noun} name must be specified`);
  if (name.length > 32) throw invalid(`${subject} cannot be longer than '32' characters`);
  if (!/^[A-Za-z0-9-]+$/.test(name)) throw invalid(`${subject} can only contain characters that are alphanumeric characters and hyphens(-)`);
  if (/^-|-$/.test(name)) throw invalid(`${subject} cannot begin or end with hyphens(-)`);
  if (noun === 'load balancer' && name.startsWith('internal-')) throw invalid(`${subject} cannot begin with 'internal-'`);
}
