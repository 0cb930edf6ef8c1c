/** Why a balancer cannot have this name; undefined when it can. AWS: Classic API, CreateLoadBalancer, LoadBalancerName. */
export function faultOfName(name: string): string | undefined {
  if (name.length < 1 || name.length > 32) return `Load balancer name must have 1 to 32 characters, found ${name.length}`;
  if (!/^[A-Za-z0-9-]+$/.test(name)) return `Load balancer name '${name}' must contain only alphanumeric characters or hyphens`;
  if (/^-|-$/.test(name)) return `Load balancer name '${name}' must not begin or end with a hyphen`;
  return undefined;
}
