import type { GroupBalancer } from '../../fleet/auto-scaling-group.js';

/** Balancers of other services, as groups are attached to them. */
export interface Attachments {
  /** A classic balancer by its name; undefined when there is none. */
  classic(name: string): GroupBalancer | undefined;
  /** A target group by its ARN; undefined when there is none. */
  targetGroup(arn: string): GroupBalancer | undefined;
}
