import type { DataPlane } from '../../balancer/data-plane.js';
import type { Ec2Instance } from '../ec2-instance.js';
import type { Subnet } from '../network.js';
import { initialAttributes, type Attributes } from './attribute-rules.js';
import { balancerAttributes } from './attribute-tables.js';
import type { Listener } from './listener.js';
import type { BalancerType } from './v2-types.js';

/** What a load balancer is made with, and cannot change. */
export interface BalancerIdentity {
  readonly name: string;
  readonly arn: string;
  readonly type: BalancerType;
  readonly scheme: 'internet-facing' | 'internal';
  readonly dnsName: string;
  readonly vpcId: string;
}

/** Where it stands: one subnet of each zone. */
export interface BalancerPlacement {
  readonly subnets: readonly Subnet[];
  readonly securityGroups: readonly string[];
}

/** An application or network load balancer with its listeners. */
export class Balancer {
  attributes: Attributes;
  tags: ReadonlyMap<string, string> = new Map();
  /** By their ARNs, in the order in which they were made. */
  readonly listeners = new Map<string, Listener>();

  /** @param createdAt seconds of the region's clock */
  constructor(
    readonly identity: BalancerIdentity,
    public placement: BalancerPlacement,
    readonly createdAt: number,
  ) {
    this.attributes = initialAttributes(balancerAttributes(identity.type));
  }

  /** A target in a zone that the balancer does not serve gets nothing. AWS: target group health checks. */
  serves({ spec }: Ec2Instance): boolean {
    return this.placement.subnets.some(({ zone }) => zone === spec.availabilityZone);
  }

  planes(): DataPlane[] {
    return [...this.listeners.values()].flatMap(({ plane }) => plane ?? []);
  }

  /** Ends its listeners and frees their ports. Safe to call twice. */
  async delete(): Promise<void> {
    const listeners = [...this.listeners.values()];
    this.listeners.clear();
    await Promise.all(listeners.map((listener) => listener.close()));
  }
}
