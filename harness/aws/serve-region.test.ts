import * as ec2 from '@aws-sdk/client-ec2';
import { AMI, serveTestRegion } from './region.testing.js';
import type { AnsweringMachine } from './machines.testing.js';
import type { ServedRegion } from './serve-region.js';
import { clientOptions } from './wire/sdk-clients.testing.js';

let served: ServedRegion;
let machines: AnsweringMachine[];

beforeAll(async () => void ({ served, machines } = await serveTestRegion()));
afterAll(() => served.close());

const own = (path: string, method = 'GET') => fetch(`${served.url}/_canarybed/${path}`, { method });

it('tells when it is ready', async () => {
  const answer = await own('health');
  expect([answer.status, await answer.json()]).toEqual([200, { status: 'ready' }]);
});

it('a reset ends all instances and forgets them', async () => {
  const client = new ec2.EC2(clientOptions(served.url));
  await client.runInstances({ ImageId: AMI, MinCount: 2, MaxCount: 2 });
  expect(await (await own('state')).json()).toMatchObject({ region: 'us-east-1', instances: [{ imageId: AMI }, { imageId: AMI }] });
  expect((await own('reset', 'POST')).status).toBe(200);
  expect(await (await own('state')).json()).toMatchObject({ instances: [], classicLoadBalancers: [] });
  expect(machines).toHaveLength(2);
  expect(machines.every(({ stopped }) => stopped)).toBe(true);
  client.destroy();
});

it('a reset must be posted, and other paths of ours are not there', async () => {
  const [got, unknown] = [await own('reset'), await own('nothing')];
  expect([got.status, got.headers.get('allow'), await got.json()]).toEqual([405, 'POST', { error: 'expected POST, found GET' }]);
  expect([unknown.status, await unknown.json()]).toEqual([404, { error: expect.stringContaining('GET /_canarybed/state') }]);
});
