import { AccessPointNotFoundException } from '@aws-sdk/client-elastic-load-balancing';
import { createDoor } from './router.js';
import type { ServiceModules } from './services.js';
import type { Action, Handlers, Input, Output } from './types.js';

type Elb = ServiceModules['elb'];
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <_T extends true>(): void => undefined;

/**
 * What must compile, and what must not: each line below a `@ts-expect-error` is an error, and the type check of the
 * project, which is one of its tests, fails when one of them is none any more. Nothing here runs.
 */
export function neverRun(): void {
  const elb: Handlers<Elb> = {
    // Required members are there, at any depth.
    ConfigureHealthCheck: ({ LoadBalancerName, HealthCheck }) => ({ HealthCheck: { ...HealthCheck, Target: `${LoadBalancerName.length}${HealthCheck.Target.length}`, Interval: HealthCheck.Interval + 1 } }),
    CreateLoadBalancer: ({ Listeners }) => ({ DNSName: Listeners.map(({ InstancePort }) => InstancePort.toFixed()).join() }),
    // Optional ones may be missing, and what is answered may be read-only.
    DescribeLoadBalancers: async ({ PageSize = 400, LoadBalancerNames }) => ({ NextMarker: `${PageSize}${LoadBalancerNames?.join()}`, LoadBalancerDescriptions: [] as readonly [] }),
    // An operation without a result may answer nothing.
    DeleteLoadBalancer: () => undefined,
    AddTags: async () => undefined,
    RemoveTags: () => ({}),
    DescribeInstanceHealth: (_, { region, accessKeyId }) => {
      throw new AccessPointNotFoundException({ message: `${region.length}${accessKeyId?.length}`, $metadata: {} });
    },
  };
  const all = createDoor({
    elb,
    ec2: { RunInstances: ({ MinCount, TagSpecifications }) => ({ Instances: [{ AmiLaunchIndex: MinCount, Tags: [...(TagSpecifications?.[0]?.Tags ?? [])] }] }) },
    sts: { GetCallerIdentity: () => ({ Account: '000000000000' }) },
    autoscaling: { CreateAutoScalingGroup: ({ MinSize, Tags }) => void [MinSize + 1, Tags?.map(({ Key }) => Key.length)] },
    elbv2: { DescribeTargetHealth: ({ TargetGroupArn, Targets }) => ({ TargetHealthDescriptions: Targets?.map((Target) => ({ Target: { ...Target, AvailabilityZone: TargetGroupArn } })) }) },
  });
  void all;

  same<Same<Input<Elb, 'DeleteLoadBalancer'>, { readonly LoadBalancerName: string }>>();
  same<Same<Extract<Action<Elb>, 'DescribeTags' | '$' | 'Describe' | 'paginateDescribeLoadBalancers'>, 'DescribeTags'>>();
  same<Same<keyof Output<Elb, 'DescribeInstanceHealth'>, 'InstanceStates'>>();

  const wrong: Handlers<Elb>[] = [];
  // @ts-expect-error there is no such operation
  wrong.push({ DescribeLoadBalancer: () => ({}) });
  // @ts-expect-error nor is one of another service there
  wrong.push({ RunInstances: () => ({}) });
  // @ts-expect-error the input has no such member
  wrong.push({ DeleteLoadBalancer: ({ Name }) => void Name });
  // @ts-expect-error an optional member may be missing
  wrong.push({ DescribeInstanceHealth: ({ Instances }) => ({ InstanceStates: Instances.map(({ InstanceId }) => ({ InstanceId })) }) });
  // @ts-expect-error the output has no such member
  wrong.push({ DescribeInstanceHealth: () => ({ States: [] }) });
  // @ts-expect-error a port is a number
  wrong.push({ DescribeLoadBalancers: () => ({ LoadBalancerDescriptions: [{ ListenerDescriptions: [{ Listener: { Protocol: 'HTTP', LoadBalancerPort: '80', InstancePort: 80 } }] }] }) });
  // @ts-expect-error an operation with a result answers one
  wrong.push({ DescribeInstanceHealth: () => undefined });
  // @ts-expect-error an operation without a result has none
  wrong.push({ DeleteLoadBalancer: () => ({ LoadBalancerName: 'web' }) });
  // @ts-expect-error inputs are not changed
  wrong.push({ DeleteLoadBalancer: (input) => void (input.LoadBalancerName = 'x') });
  // @ts-expect-error what is asked for is known, not who the account is
  wrong.push({ DeleteLoadBalancer: (_, { account }) => void account });
  // @ts-expect-error there is no such service
  createDoor({ route53: {} });
}
