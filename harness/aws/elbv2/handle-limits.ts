import type { Part } from './v2-types.js';

/** AWS: Application and Network guides, quotas; what a new account begins with. */
const LIMITS: Readonly<Record<string, number>> = {
  'application-load-balancers': 50,
  'listeners-per-application-load-balancer': 50,
  'rules-per-application-load-balancer': 100,
  'certificates-per-application-load-balancer': 25,
  'targets-per-application-load-balancer': 1000,
  'target-groups-per-application-load-balancer': 100,
  'target-groups-per-action-on-application-load-balancer': 5,
  'target-id-registrations-per-application-load-balancer': 1000,
  'condition-values-per-alb-rule': 5,
  'condition-wildcards-per-alb-rule': 6,
  'network-load-balancers': 50,
  'listeners-per-network-load-balancer': 50,
  'certificates-per-network-load-balancer': 25,
  'targets-per-network-load-balancer': 3000,
  'targets-per-availability-zone-per-network-load-balancer': 500,
  'target-groups-per-action-on-network-load-balancer': 1,
  'target-groups': 3000,
  'targets-per-target-group': 1000,
};

/** Quotas of the account, of which some are kept to. AWS: Elastic Load Balancing v2 API. */
export const limitHandlers: Part = () => ({
  DescribeAccountLimits: () => ({ Limits: Object.entries(LIMITS).map(([Name, max]) => ({ Name, Max: String(max) })) }),
});
