import type { Ec2Instance } from '../ec2-instance.js';
import { pageOf } from '../page.js';
import type { RegionCore } from '../region-base.js';
import type { Balancer } from './balancer.js';
import type { Listener } from './listener.js';
import { checkRange, invalid, Refusal } from './refusal.js';
import type { Rule } from './rule.js';
import type { TargetGroup } from './target-group.js';

/** All load balancers and target groups of the region, by their ARNs. What is not there is refused as AWS refuses it. */
export class V2Store {
  readonly balancers = new Map<string, Balancer>();
  readonly groups = new Map<string, TargetGroup>();

  constructor(readonly core: RegionCore) {}

  /** @throws Refusal LoadBalancerNotFound */
  balancer(arn: string): Balancer {
    return this.balancers.get(arn) ?? missing('LoadBalancerNotFound', 'load balancers');
  }

  balancerNamed(name: string): Balancer | undefined {
    return [...this.balancers.values()].find(({ identity }) => identity.name === name);
  }

  /** @throws Refusal TargetGroupNotFound */
  group(arn: string): TargetGroup {
    return this.groups.get(arn) ?? missing('TargetGroupNotFound', 'target groups');
  }

  groupNamed(name: string): TargetGroup | undefined {
    return [...this.groups.values()].find(({ identity }) => identity.name === name);
  }

  /** @throws Refusal ListenerNotFound */
  listener(arn: string): Listener {
    return this.listeners().find((listener) => listener.arn === arn) ?? missing('ListenerNotFound', 'listeners');
  }

  listeners(): Listener[] {
    return [...this.balancers.values()].flatMap(({ listeners }) => [...listeners.values()]);
  }

  /** @throws Refusal RuleNotFound */
  rule(arn: string): { readonly listener: Listener; readonly rule: Rule } {
    for (const listener of this.listeners()) {
      const rule = listener.allRules().find((one) => one.arn === arn);
      if (rule) return { listener, rule };
    }
    return missing('RuleNotFound', 'rules');
  }

  /** An instance as a target must be: there, and running. @throws Refusal InvalidTarget */
  runningInstance(id: string): Ec2Instance {
    const found = this.core.instances.find(id);
    if (!found) throw new Refusal('InvalidTarget', `The following targets are not valid instances: '${id}'`);
    if (found.standing === 'running') return found;
    throw new Refusal('InvalidTarget', `The following targets are not in a running state and cannot be registered: '${id}'`);
  }

  /** Tells each target group who uses it; to be called after every change of listeners and rules. */
  noteUse(): void {
    const users = new Map<string, Set<Balancer>>();
    for (const listener of this.listeners()) {
      for (const arn of listener.groups()) users.set(arn, (users.get(arn) ?? new Set()).add(listener.balancer));
    }
    for (const [arn, group] of this.groups) group.setUsers(users.get(arn) ?? new Set());
  }
}

function missing(code: 'LoadBalancerNotFound' | 'TargetGroupNotFound' | 'ListenerNotFound' | 'RuleNotFound', noun: string): never {
  throw new Refusal(code, `One or more ${noun} not found`);
}

/**
 * The page that a request asks for. Pure.
 * @throws Refusal ValidationError for a size or marker that is none
 */
export function pageFor<T>(all: readonly T[], { Marker, PageSize = 400 }: { readonly Marker?: string | undefined; readonly PageSize?: number | undefined }): { items: readonly T[]; more: { NextMarker?: string } } {
  checkRange('pageSize', PageSize, 1, 400);
  const { items, next } = pageOf(all, Marker, PageSize, () => invalid('Invalid marker'));
  return { items, more: next === undefined ? {} : { NextMarker: next } };
}
