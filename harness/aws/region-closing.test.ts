import { AMI, serveTestRegion } from './region.testing.js';
import type { DoorRequest } from './wire/door-request.js';

const HEADERS = { host: 'localhost', 'content-type': 'application/x-www-form-urlencoded' };
const post = (parameters: Readonly<Record<string, string>>): DoorRequest => ({ method: 'POST', query: '', headers: HEADERS, body: new URLSearchParams(parameters).toString() });

const RUN = post({ Action: 'RunInstances', Version: '2016-11-15', ImageId: AMI, MinCount: '1', MaxCount: '1' });
const BALANCE = post({
  Action: 'CreateLoadBalancer',
  Version: '2012-06-01',
  LoadBalancerName: 'web',
  'AvailabilityZones.member.1': 'us-east-1a',
  'Listeners.member.1.Protocol': 'HTTP',
  'Listeners.member.1.LoadBalancerPort': '80',
  'Listeners.member.1.InstancePort': '80',
});

test('what a request makes that the closing of its region overtakes is ended by that', async () => {
  const { served, machines } = await serveTestRegion();
  const region = served.region();
  // The SDK's description of each service is still to be loaded, so that none of them has begun by then.
  const answers = [region.door(RUN), region.door(BALANCE)];
  await region.close();
  expect(await Promise.all(answers)).toMatchObject([{ status: 200 }, { status: 200 }]);
  expect(region.listeners()).toEqual([]);
  expect(region.core.instances.list()).toMatchObject([{ state: 'terminated' }]);
  expect(machines.map(({ stopped }) => stopped)).toEqual(machines.map(() => true));
  await served.close();
});
