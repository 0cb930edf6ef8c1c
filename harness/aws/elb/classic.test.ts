import * as elb from '@aws-sdk/client-elastic-load-balancing';
import * as ec2 from '@aws-sdk/client-ec2';
import { wallNow, wallSleep } from '../../model/wall-clock.js';
import { AMI, serveTestRegion } from '../region.testing.js';
import type { AnsweringMachine } from '../machines.testing.js';
import { clientOptions } from '../wire/sdk-clients.testing.js';
import type { ServedRegion } from '../serve-region.js';

let served: ServedRegion;
let machines: AnsweringMachine[];
let client: elb.ElasticLoadBalancing;
let machinesOfEc2: ec2.EC2;

beforeAll(async () => {
  ({ served, machines } = await serveTestRegion());
  client = new elb.ElasticLoadBalancing(clientOptions(served.url));
  machinesOfEc2 = new ec2.EC2(clientOptions(served.url));
});
afterEach(() => served.reset());
afterAll(async () => {
  client.destroy();
  machinesOfEc2.destroy();
  await served.close();
});

const LISTENER = { Protocol: 'http', LoadBalancerPort: 80, InstanceProtocol: 'http', InstancePort: 80 };
const QUICK = { Target: 'HTTP:80/health', Interval: 5, Timeout: 2, HealthyThreshold: 2, UnhealthyThreshold: 2 };

const create = (LoadBalancerName = 'web') => client.createLoadBalancer({ LoadBalancerName, Listeners: [LISTENER], AvailabilityZones: ['us-east-1a', 'us-east-1b'] });

async function launch(): Promise<string> {
  const { Instances: [instance] = [] } = await machinesOfEc2.runInstances({ ImageId: AMI, MinCount: 1, MaxCount: 1, Placement: { AvailabilityZone: 'us-east-1a' } });
  const InstanceId = instance?.InstanceId ?? '';
  await until(async () => {
    const { Reservations = [] } = await machinesOfEc2.describeInstances({ InstanceIds: [InstanceId] });
    return Reservations[0]?.Instances?.[0]?.State?.Name === 'running';
  });
  return InstanceId;
}

/** Waits for a condition, at most 20 s. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  const giveUpAt = wallNow() + 20;
  while (!(await condition())) {
    if (wallNow() > giveUpAt) throw new Error('what was waited for did not come within 20 s');
    await wallSleep(0.1);
  }
}

const stateOf = async (id: string): Promise<elb.InstanceState | undefined> => {
  const { InstanceStates = [] } = await client.describeInstanceHealth({ LoadBalancerName: 'web' });
  return InstanceStates.find(({ InstanceId }) => InstanceId === id);
};

const realAddress = (): string => {
  const { classicLoadBalancers: [web] } = served.region().state() as { classicLoadBalancers: { listeners: { address: string }[] }[] };
  return web?.listeners[0]?.address ?? '';
};

it('a balancer is described with all that it was made with, and never without a health check', async () => {
  const { DNSName } = await create();
  const { LoadBalancerDescriptions: [web] = [] } = await client.describeLoadBalancers({ LoadBalancerNames: ['web'] });
  expect(web).toMatchObject({
    LoadBalancerName: 'web',
    DNSName,
    AvailabilityZones: ['us-east-1a', 'us-east-1b'],
    Instances: [],
    Scheme: 'internet-facing',
    HealthCheck: { Target: 'TCP:80', Interval: 30, Timeout: 5, UnhealthyThreshold: 2, HealthyThreshold: 10 },
    ListenerDescriptions: [{ Listener: { Protocol: 'HTTP', LoadBalancerPort: 80, InstanceProtocol: 'HTTP', InstancePort: 80 }, PolicyNames: [] }],
  });
  expect(web?.SourceSecurityGroup).toBeUndefined();
});

it('an instance is out of service while it is being registered, in service once it has passed, and users reach it', async () => {
  await create();
  await client.configureHealthCheck({ LoadBalancerName: 'web', HealthCheck: QUICK });
  const id = await launch();
  await client.registerInstancesWithLoadBalancer({ LoadBalancerName: 'web', Instances: [{ InstanceId: id }] });
  const first = await stateOf(id);
  expect(first).toMatchObject({ State: 'OutOfService' });
  // On a busy machine it is registered when it is asked for, and has not passed.
  if (first?.ReasonCode !== 'Instance') expect(first).toMatchObject({ ReasonCode: 'ELB', Description: 'Instance registration is still in progress.' });
  await until(async () => (await stateOf(id))?.State === 'InService');
  expect(await stateOf(id)).toMatchObject({ ReasonCode: 'N/A', Description: 'N/A' });
  const answer = await fetch(`http://${realAddress()}/`);
  expect([answer.status, await answer.text()]).toEqual([200, id]);
  await client.deregisterInstancesFromLoadBalancer({ LoadBalancerName: 'web', Instances: [{ InstanceId: id }] });
  expect(await stateOf(id)).toBeUndefined();
  expect((await fetch(`http://${realAddress()}/`)).status).toBe(503);
  const { InstanceStates = [] } = await client.describeInstanceHealth({ LoadBalancerName: 'web', Instances: [{ InstanceId: id }] });
  expect(InstanceStates).toEqual([{ InstanceId: id, State: 'OutOfService', ReasonCode: 'Instance', Description: 'Instance is not currently registered with the LoadBalancer.' }]);
});

it('an instance that always fails is never in service, and says why', async () => {
  await create();
  await client.configureHealthCheck({ LoadBalancerName: 'web', HealthCheck: QUICK });
  const id = await launch();
  for (const machine of machines) machine.status = 500;
  await client.registerInstancesWithLoadBalancer({ LoadBalancerName: 'web', Instances: [{ InstanceId: id }] });
  await until(async () => (await stateOf(id))?.Description?.startsWith('Instance has failed at least') === true);
  expect(await stateOf(id)).toMatchObject({ State: 'OutOfService', ReasonCode: 'Instance' });
});

it('a stopped instance is out of service for that, and a terminated one is forgotten', async () => {
  await create();
  const id = await launch();
  await client.registerInstancesWithLoadBalancer({ LoadBalancerName: 'web', Instances: [{ InstanceId: id }] });
  await machinesOfEc2.stopInstances({ InstanceIds: [id] });
  await until(async () => (await stateOf(id))?.Description === 'Instance is in stopped state.');
  await machinesOfEc2.terminateInstances({ InstanceIds: [id] });
  await until(async () => (await stateOf(id)) === undefined);
});

it('a request that is sent again is no error, and one that differs is', async () => {
  const first = await create();
  expect(await create()).toMatchObject({ DNSName: first.DNSName });
  await client.createLoadBalancerListeners({ LoadBalancerName: 'web', Listeners: [LISTENER] });
  await expect(client.createLoadBalancerListeners({ LoadBalancerName: 'web', Listeners: [{ ...LISTENER, InstancePort: 81 }] })).rejects.toBeInstanceOf(elb.DuplicateListenerException);
  await expect(client.createLoadBalancer({ LoadBalancerName: 'web', Listeners: [LISTENER], AvailabilityZones: ['us-east-1c'] })).rejects.toBeInstanceOf(elb.DuplicateAccessPointNameException);
});

it('a refused health check leaves the old one in force', async () => {
  await create();
  await client.configureHealthCheck({ LoadBalancerName: 'web', HealthCheck: QUICK });
  await expect(client.configureHealthCheck({ LoadBalancerName: 'web', HealthCheck: { ...QUICK, Timeout: 5 } })).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'HealthCheck timeout must be less than interval',
  });
  const { LoadBalancerDescriptions: [web] = [] } = await client.describeLoadBalancers({});
  expect(web?.HealthCheck).toEqual(QUICK);
});

it('a draining timeout that is not sent again stays', async () => {
  await create();
  await client.modifyLoadBalancerAttributes({ LoadBalancerName: 'web', LoadBalancerAttributes: { ConnectionDraining: { Enabled: true, Timeout: 10 } } });
  await client.modifyLoadBalancerAttributes({ LoadBalancerName: 'web', LoadBalancerAttributes: { ConnectionDraining: { Enabled: true } } });
  const { LoadBalancerAttributes } = await client.describeLoadBalancerAttributes({ LoadBalancerName: 'web' });
  expect(LoadBalancerAttributes).toEqual({
    CrossZoneLoadBalancing: { Enabled: false },
    AccessLog: { Enabled: false },
    ConnectionDraining: { Enabled: true, Timeout: 10 },
    ConnectionSettings: { IdleTimeout: 60 },
    AdditionalAttributes: [{ Key: 'elb.http.desyncmitigationmode', Value: 'defensive' }],
  });
});

it('zones, subnets and security groups can be changed, but the last zone cannot be taken away', async () => {
  await create();
  const { AvailabilityZones } = await client.enableAvailabilityZonesForLoadBalancer({ LoadBalancerName: 'web', AvailabilityZones: ['us-east-1a', 'us-east-1c'] });
  expect(AvailabilityZones).toEqual(['us-east-1a', 'us-east-1b', 'us-east-1c']);
  const left = await client.disableAvailabilityZonesForLoadBalancer({ LoadBalancerName: 'web', AvailabilityZones: ['us-east-1b', 'us-east-1c'] });
  expect(left.AvailabilityZones).toEqual(['us-east-1a']);
  await expect(client.disableAvailabilityZonesForLoadBalancer({ LoadBalancerName: 'web', AvailabilityZones: ['us-east-1a'] })).rejects.toBeInstanceOf(elb.InvalidConfigurationRequestException);
  const { SecurityGroups } = await client.applySecurityGroupsToLoadBalancer({ LoadBalancerName: 'web', SecurityGroups: ['sg-0123456789abcdef0'] });
  expect(SecurityGroups).toEqual(['sg-0123456789abcdef0']);
  await expect(client.attachLoadBalancerToSubnets({ LoadBalancerName: 'web', Subnets: ['subnet-none'] })).rejects.toBeInstanceOf(elb.SubnetNotFoundException);
});

it('tags are stored, replaced and removed', async () => {
  await create();
  await client.addTags({ LoadBalancerNames: ['web'], Tags: [{ Key: 'env', Value: 'test' }, { Key: 'team', Value: 'a' }] });
  await client.addTags({ LoadBalancerNames: ['web'], Tags: [{ Key: 'team', Value: 'b' }] });
  await client.removeTags({ LoadBalancerNames: ['web'], Tags: [{ Key: 'env' }] });
  const { TagDescriptions } = await client.describeTags({ LoadBalancerNames: ['web'] });
  expect(TagDescriptions).toEqual([{ LoadBalancerName: 'web', Tags: [{ Key: 'team', Value: 'b' }] }]);
  await expect(client.addTags({ LoadBalancerNames: ['web'], Tags: [{ Key: 'a' }, { Key: 'a' }] })).rejects.toBeInstanceOf(elb.DuplicateTagKeysException);
});

it('policies are stored, used and kept from being deleted while a listener has them', async () => {
  await create();
  await client.createLBCookieStickinessPolicy({ LoadBalancerName: 'web', PolicyName: 'sticky', CookieExpirationPeriod: 60 });
  await client.createAppCookieStickinessPolicy({ LoadBalancerName: 'web', PolicyName: 'app', CookieName: 'sid' });
  await client.createLoadBalancerPolicy({ LoadBalancerName: 'web', PolicyName: 'proxy', PolicyTypeName: 'ProxyProtocolPolicyType', PolicyAttributes: [{ AttributeName: 'ProxyProtocol', AttributeValue: 'true' }] });
  await client.setLoadBalancerPoliciesOfListener({ LoadBalancerName: 'web', LoadBalancerPort: 80, PolicyNames: ['sticky'] });
  await client.setLoadBalancerPoliciesForBackendServer({ LoadBalancerName: 'web', InstancePort: 80, PolicyNames: ['proxy'] });
  const { LoadBalancerDescriptions: [web] = [] } = await client.describeLoadBalancers({});
  expect(web).toMatchObject({
    ListenerDescriptions: [{ PolicyNames: ['sticky'] }],
    BackendServerDescriptions: [{ InstancePort: 80, PolicyNames: ['proxy'] }],
    Policies: { LBCookieStickinessPolicies: [{ PolicyName: 'sticky', CookieExpirationPeriod: 60 }], AppCookieStickinessPolicies: [{ PolicyName: 'app', CookieName: 'sid' }], OtherPolicies: ['proxy'] },
  });
  await expect(client.deleteLoadBalancerPolicy({ LoadBalancerName: 'web', PolicyName: 'sticky' })).rejects.toBeInstanceOf(elb.InvalidConfigurationRequestException);
  await client.deleteLoadBalancerPolicy({ LoadBalancerName: 'web', PolicyName: 'app' });
  await expect(client.describeLoadBalancerPolicies({ LoadBalancerName: 'web', PolicyNames: ['app'] })).rejects.toBeInstanceOf(elb.PolicyNotFoundException);
  const { PolicyTypeDescriptions = [] } = await client.describeLoadBalancerPolicyTypes({});
  expect(PolicyTypeDescriptions.map(({ PolicyTypeName }) => PolicyTypeName)).toContain('SSLNegotiationPolicyType');
});

it('deleting listeners leaves the others, and a deleted balancer is gone and may be deleted again', async () => {
  await create();
  await client.createLoadBalancerListeners({ LoadBalancerName: 'web', Listeners: [{ ...LISTENER, LoadBalancerPort: 90 }, { ...LISTENER, LoadBalancerPort: 92 }] });
  await client.deleteLoadBalancerListeners({ LoadBalancerName: 'web', LoadBalancerPorts: [90, 92] });
  const { LoadBalancerDescriptions: [web] = [] } = await client.describeLoadBalancers({});
  expect(web?.ListenerDescriptions?.map(({ Listener }) => Listener?.LoadBalancerPort)).toEqual([80]);
  await expect(client.setLoadBalancerListenerSSLCertificate({ LoadBalancerName: 'web', LoadBalancerPort: 90, SSLCertificateId: 'arn' })).rejects.toBeInstanceOf(elb.ListenerNotFoundException);
  await client.deleteLoadBalancer({ LoadBalancerName: 'web' });
  await client.deleteLoadBalancer({ LoadBalancerName: 'web' });
  await expect(client.describeInstanceHealth({ LoadBalancerName: 'web' })).rejects.toMatchObject({ name: 'AccessPointNotFoundException', message: "There is no ACTIVE Load Balancer named 'web'" });
});

it('balancers are listed in pages', async () => {
  for (const name of ['one', 'two', 'three']) await create(name);
  const first = await client.describeLoadBalancers({ PageSize: 2 });
  const second = await client.describeLoadBalancers({ PageSize: 2, Marker: first.NextMarker });
  expect([first, second].map(({ LoadBalancerDescriptions = [] }) => LoadBalancerDescriptions.map(({ LoadBalancerName }) => LoadBalancerName))).toEqual([['one', 'two'], ['three']]);
  expect(second.NextMarker).toBeUndefined();
});

it.each([
  ['a name that is too long', { LoadBalancerName: 'a'.repeat(33) }, 'ValidationError'],
  ['a name with a hyphen first', { LoadBalancerName: '-web' }, 'ValidationError'],
  ['no listener', { Listeners: [] }, 'ValidationError'],
  ['no zone', { AvailabilityZones: [] }, 'ValidationError'],
  ['a zone of another region', { AvailabilityZones: ['eu-west-1a'] }, 'ValidationError'],
  ['an unknown scheme', { Scheme: 'both' }, 'InvalidSchemeException'],
  ['an unknown protocol', { Listeners: [{ ...LISTENER, Protocol: 'udp' }] }, 'UnsupportedProtocolException'],
  ['port 0', { Listeners: [{ ...LISTENER, LoadBalancerPort: 0 }] }, 'ValidationError'],
  ['protocols of two layers', { Listeners: [{ ...LISTENER, Protocol: 'tcp' }] }, 'InvalidConfigurationRequestException'],
  ['HTTPS without a certificate', { Listeners: [{ ...LISTENER, Protocol: 'https' }] }, 'CertificateNotFoundException'],
])('a balancer with %s is refused', async (_, change, name) => {
  await expect(client.createLoadBalancer({ LoadBalancerName: 'web', Listeners: [LISTENER], AvailabilityZones: ['us-east-1a'], ...change })).rejects.toMatchObject({ name });
  expect((await client.describeLoadBalancers({})).LoadBalancerDescriptions).toEqual([]);
});

it('instances that do not exist are refused', async () => {
  await create();
  for (const InstanceId of ['i-bad', 'i-0123456789abcdef0']) {
    const asked = { LoadBalancerName: 'web', Instances: [{ InstanceId }] };
    await expect(client.registerInstancesWithLoadBalancer(asked)).rejects.toBeInstanceOf(elb.InvalidEndPointException);
    await expect(client.describeInstanceHealth(asked)).rejects.toBeInstanceOf(elb.InvalidEndPointException);
  }
});
