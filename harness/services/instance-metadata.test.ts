import { MetadataService } from '@aws-sdk/ec2-metadata-service';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import { startInstanceMetadata, type InstanceMetadata, type InstanceMetadataOptions, type TargetLifecycleState } from './instance-metadata.js';
import { identity, MetadataClient, TOKEN, TTL } from './metadata-client.testing.js';

let service: InstanceMetadata;
let client: MetadataClient;

async function start(options: Partial<InstanceMetadataOptions> = {}): Promise<void> {
  service = await startInstanceMetadata({ identity, ...options });
  client = new MetadataClient(service.address);
}

afterEach(() => service.close());

describe('the AWS SDK', () => {
  beforeEach(() => start({ httpTokens: 'required' }));
  const savedEndpoint = process.env['AWS_EC2_METADATA_SERVICE_ENDPOINT'];
  afterEach(() => {
    delete process.env['AWS_EC2_METADATA_SERVICE_ENDPOINT'];
    if (savedEndpoint !== undefined) process.env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] = savedEndpoint;
  });

  test('reads the private address by the endpoint option', async () => {
    const sdk = new MetadataService({ endpoint: service.url });
    await expect(sdk.request('/latest/meta-data/local-ipv4', {})).resolves.toBe('10.0.1.23');
    expect(service.requests()).toBe(2);
  });

  test('reads the instance id by the endpoint of the environment', async () => {
    process.env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] = service.url;
    await expect(new MetadataService().request('/latest/meta-data/instance-id', {})).resolves.toBe(identity.instanceId);
  });

  test('reads the identity document', async () => {
    const sdk = new MetadataService({ endpoint: service.url });
    expect(JSON.parse(await sdk.request('/latest/dynamic/instance-identity/document', {}))).toMatchObject({
      instanceId: identity.instanceId,
      privateIp: '10.0.1.23',
      region: 'eu-central-1',
    });
  });

  test('is refused without a token where tokens are required', async () => {
    const sdk = new MetadataService({ endpoint: service.url, disableFetchToken: true, retries: 0 });
    await expect(sdk.request('/latest/meta-data/local-ipv4', {})).rejects.toThrow(/401/);
  });

  test.each(['/latest/meta-data/public-ipv4', '/latest/meta-data/iam/security-credentials/', '/latest/user-data'])(
    'learns that %s does not exist',
    async (path) => {
      const sdk = new MetadataService({ endpoint: service.url, retries: 0 });
      await expect(sdk.request(path, {})).rejects.toThrow(/404/);
    },
  );
});

describe('where tokens are optional', () => {
  beforeEach(() => start());

  test('a plain GET is answered with bare text on loopback', async () => {
    expect(service.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await client.ask('GET', '/latest/meta-data/ami-id')).toEqual({ status: 200, text: identity.imageId, type: 'text/plain' });
  });

  test('HEAD is answered without a text', async () => {
    expect(await client.ask('HEAD', '/2021-07-15/meta-data/ami-id')).toEqual({ status: 200, text: '', type: 'text/plain' });
  });

  test('a token that was never given out is refused all the same', async () => {
    expect(await client.status('/latest/meta-data/ami-id', 'forged')).toBe(401);
  });

  test('a path that does not exist is refused with a page, which no client should take for a value', async () => {
    expect(await client.ask('GET', '/latest/meta-data/nothing')).toMatchObject({
      status: 404,
      type: 'text/html',
      text: expect.stringContaining('<h1>404 - Not Found</h1>') as string,
    });
  });

  test.each([
    ['GET', '/latest/meta-data/nothing', 404],
    ['GET', '/', 200],
    ['GET', '/latest/', 200],
    ['GET', '/1999-01-01/meta-data/ami-id', 404],
    ['GET', '/latest/meta-data/%zz', 404],
    ['GET', '/latest/api/token', 405],
    ['POST', '/latest/meta-data/ami-id', 405],
    ['PUT', '/latest/meta-data/ami-id', 405],
    ['DELETE', '/', 405],
  ])('%s %s is answered with %d', async (method, path, status) => {
    expect(await client.ask(method, path)).toMatchObject({ status });
  });

  test.each([
    ['without a life', '/latest/api/token', {}, 400],
    ['for 0 seconds', '/latest/api/token', { [TTL]: '0' }, 400],
    ['for 21601 seconds', '/latest/api/token', { [TTL]: '21601' }, 400],
    ['for a life that is no number', '/latest/api/token', { [TTL]: 'long' }, 400],
    ['through a proxy', '/latest/api/token', { [TTL]: '60', 'X-Forwarded-For': '10.0.0.9' }, 403],
    ['of a dated version', '/2021-07-15/api/token', { [TTL]: '60' }, 403],
  ])('a token asked for %s is not given', async (_, path, headers, status) => {
    expect(await client.ask('PUT', path, headers)).toMatchObject({ status });
  });
});

describe('where tokens are required', () => {
  beforeEach(() => start({ httpTokens: 'required' }));

  test.each(['/latest/meta-data/local-ipv4', '/', '/latest/', '/latest/dynamic/instance-identity/document', '/latest/meta-data/nothing'])(
    'no GET of %s passes without a token that was given out',
    async (path) => {
      expect(await client.status(path)).toBe(401);
      expect(await client.status(path, await client.token())).toBe(path.endsWith('nothing') ? 404 : 200);
    },
  );

  test.each([1, 21_600])('a token for %d seconds is given, and its life is told', async (seconds) => {
    const response = await fetch(`${service.url}/latest/api/token`, { method: 'PUT', headers: { [TTL]: String(seconds) } });
    expect([response.status, response.headers.get(TTL), response.headers.get('server')]).toEqual([200, String(seconds), 'EC2ws']);
    expect(await client.status('/latest/meta-data/', await response.text())).toBe(200);
  });

  test('a token ends with its life', async () => {
    const token = await client.token(1);
    const given = wallNow();
    const status = (): Promise<number | undefined> => client.status('/latest/meta-data/', token);
    expect(await status()).toBe(200);
    while ((await status()) === 200 && wallNow() - given < 4) await wallSleep(0.05);
    expect(await status()).toBe(401);
    expect(wallNow() - given).toBeGreaterThanOrEqual(0.99);
  });

  test('a token of another instance is refused', async () => {
    const other = await startInstanceMetadata({ identity });
    const token = await new MetadataClient(other.address).token();
    await other.close();
    expect(await client.ask('GET', '/latest/meta-data/', { [TOKEN]: token })).toMatchObject({ status: 401 });
  });
});

test('user data is answered as it is, as bytes of no known kind', async () => {
  await start({ identity: { ...identity, userData: '#!/bin/sh\necho für\n' } });
  expect(await client.ask('GET', '/latest/user-data')).toEqual({
    status: 200,
    text: '#!/bin/sh\necho für\n',
    type: 'application/octet-stream',
  });
});

test('what an instance tells is asked anew for each request', async () => {
  let targetLifecycleState: TargetLifecycleState = 'InService';
  await start({ identity: () => ({ ...identity, targetLifecycleState }) });
  const state = async (): Promise<string> => (await client.ask('GET', '/latest/meta-data/autoscaling/target-lifecycle-state')).text;
  expect(await state()).toBe('InService');
  targetLifecycleState = 'Terminated';
  expect(await state()).toBe('Terminated');
});

test('a port that is asked for is the one listened on', async () => {
  await start();
  const { port } = service.address;
  await service.close();
  await start({ port });
  expect(service.address.port).toBe(port);
  expect(await client.status('/latest/meta-data/ami-id')).toBe(200);
});
