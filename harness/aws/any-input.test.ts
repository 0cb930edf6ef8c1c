import type { StaticOperationSchema } from '@smithy/types';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import { AMI, serveTestRegion } from './region.testing.js';
import type { ServedRegion } from './serve-region.js';
import { withKnown } from './wire/known-members.testing.js';
import { SchemaValues } from './wire/schema-values.testing.js';
import { clientOf, modules } from './wire/sdk-clients.testing.js';

/** Another one at each run; that of a failure, which its title has, comes again with ANY_INPUT_SEED. */
const SEED = process.env.ANY_INPUT_SEED ?? String(Math.floor(Math.random() * 1e9));
const ROUNDS = 40;

/** Of what there is in the region, so that requests get further. */
const KNOWN: Readonly<Record<string, unknown>> = {
  LoadBalancerName: 'known',
  LoadBalancerNames: ['known'],
  AutoScalingGroupName: 'known',
  LaunchConfigurationName: 'known',
  PolicyName: 'known',
  PolicyNames: [],
  PolicyTypeName: 'AppCookieStickinessPolicyType',
  ImageId: AMI,
  InstanceType: 't3.micro',
  AvailabilityZones: ['us-east-1a'],
  Protocol: 'HTTP',
  LoadBalancerPort: 80,
  InstancePort: 80,
  Target: 'HTTP:80/health',
  LifecycleHookName: 'known',
  LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
  AdjustmentType: 'ChangeInCapacity',
  ScalingProcesses: ['HealthCheck'],
};

/** Whatever is sent, no more instances than a test can have. */
const ALWAYS: Readonly<Record<string, unknown>> = { MinSize: 0, MaxSize: 2, DesiredCapacity: 0, ScalingAdjustment: 1 };

let served: ServedRegion;

const send = (service: 'elb' | 'autoscaling' | 'sts', action: string, input: object) => clientOf(service, served.region().door).send(action, input);

beforeAll(async () => {
  ({ served } = await serveTestRegion());
});
afterAll(() => served.close());

/** What was deleted by an action is there again for the next. */
async function prepare(): Promise<void> {
  const made = (error: { name?: string; code?: string }): void => {
    if (!/AlreadyExists|Duplicate/.test(`${error.name}`)) throw error;
  };
  await send('elb', 'CreateLoadBalancer', { LoadBalancerName: 'known', AvailabilityZones: ['us-east-1a'], Listeners: [{ Protocol: 'HTTP', LoadBalancerPort: 80, InstancePort: 80 }] }).catch(made);
  await send('autoscaling', 'CreateLaunchConfiguration', { LaunchConfigurationName: 'known', ImageId: AMI, InstanceType: 't3.micro' }).catch(made);
  const group = { AutoScalingGroupName: 'known', LaunchConfigurationName: 'known', MinSize: 0, MaxSize: 2, AvailabilityZones: ['us-east-1a'] };
  // A group that was deleted goes only when its instances have.
  for (const giveUpAt = wallNow() + 20; ; await wallSleep(0.05)) {
    const { AutoScalingGroups } = (await send('autoscaling', 'DescribeAutoScalingGroups', { AutoScalingGroupNames: ['known'] })) as { AutoScalingGroups: { Status?: string }[] };
    if (AutoScalingGroups.length === 0) await send('autoscaling', 'CreateAutoScalingGroup', group);
    else if (AutoScalingGroups[0]?.Status === undefined) return;
    if (wallNow() > giveUpAt) throw new Error('the group is still being deleted');
  }
}

const ACTIONS = (['elb', 'autoscaling', 'sts'] as const).flatMap((service) =>
  Object.keys(modules[service])
    .filter((name) => /^[A-Z].*Command$/.test(name))
    .map((name) => [service, name.slice(0, -'Command'.length)] as const),
);

test.each(ACTIONS)(`whatever is sent to %s %s, it answers or refuses, from seed ${SEED}`, async (service, action) => {
  await prepare();
  const [, , , , input] = modules[service][`${action}$`] as StaticOperationSchema;
  for (let round = 0; round < ROUNDS; round += 1) {
    const random = new SchemaValues([SEED, action, round].join(), 'query-input').of(input);
    const sent = withKnown(random, round, (name, wanted) => ALWAYS[name] ?? (wanted ? KNOWN[name] : undefined)) as object;
    const { $metadata } = await send(service, action, sent).catch((error: { $metadata?: { httpStatusCode?: number } }) => error as Record<string, unknown>);
    const { httpStatusCode = 0 } = ($metadata ?? {}) as { httpStatusCode?: number };
    expect([httpStatusCode > 0 && httpStatusCode < 500, sent]).toEqual([true, sent]);
  }
});
