import { request } from 'node:http';
import { MetadataService } from '@aws-sdk/ec2-metadata-service';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import { startInstanceMetadata, type InstanceMetadata } from './instance-metadata.js';
import { metadataAt } from './metadata-tree.js';
import { MetadataTokens, tokenTtl } from './metadata-tokens.js';

const identity = {
  instanceId: 'i-0abc0000000000001',
  privateAddress: '10.0.1.23',
  imageId: 'ami-0abc0000000000002',
  availabilityZone: 'eu-central-1a',
};
const TTL = 'X-aws-ec2-metadata-token-ttl-seconds';
const TOKEN = 'X-aws-ec2-metadata-token';
let service: InstanceMetadata | undefined;

interface Reply {
  status: number | undefined;
  text: string;
  type: string | undefined;
}

function ask(method: string, path: string, headers: Record<string, string> = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request({ ...service!.address, method, path, headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode, text, type: response.headers['content-type'] }));
    });
    sent.on('error', reject).end();
  });
}

const tokenFor = async (seconds: number): Promise<string> =>
  (await ask('PUT', '/latest/api/token', { [TTL]: String(seconds) })).text;

afterEach(() => service?.close());

describe('the AWS SDK', () => {
  beforeEach(async () => {
    service = await startInstanceMetadata({ identity, httpTokens: 'required' });
  });
  const savedEndpoint = process.env['AWS_EC2_METADATA_SERVICE_ENDPOINT'];
  afterEach(() => {
    delete process.env['AWS_EC2_METADATA_SERVICE_ENDPOINT'];
    if (savedEndpoint !== undefined) process.env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] = savedEndpoint;
  });

  test('reads the private address by the endpoint option', async () => {
    const sdk = new MetadataService({ endpoint: service!.url });
    await expect(sdk.request('/latest/meta-data/local-ipv4', {})).resolves.toBe('10.0.1.23');
    expect(service!.requests()).toBe(2);
  });

  test('reads the instance id by the endpoint of the environment', async () => {
    process.env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] = service!.url;
    await expect(new MetadataService().request('/latest/meta-data/instance-id', {})).resolves.toBe(identity.instanceId);
  });

  test('is refused without a token where tokens are required', async () => {
    const sdk = new MetadataService({ endpoint: service!.url, disableFetchToken: true, retries: 0 });
    await expect(sdk.request('/latest/meta-data/local-ipv4', {})).rejects.toThrow(/401/);
  });

  test('learns that a path does not exist', async () => {
    const sdk = new MetadataService({ endpoint: service!.url, retries: 0 });
    await expect(sdk.request('/latest/meta-data/public-ipv4', {})).rejects.toThrow(/404/);
  });
});

describe('where tokens are optional', () => {
  beforeEach(async () => {
    service = await startInstanceMetadata({ identity });
  });

  test('a plain GET is answered with bare text on loopback', async () => {
    expect(service!.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await ask('GET', '/latest/meta-data/ami-id')).toEqual({ status: 200, text: identity.imageId, type: 'text/plain' });
  });

  test('a token that was never given out is refused all the same', async () => {
    expect(await ask('GET', '/latest/meta-data/ami-id', { [TOKEN]: 'forged' })).toMatchObject({ status: 401 });
  });

  test.each([
    ['GET', '/latest/meta-data/nothing', 404],
    ['GET', '/', 404],
    ['GET', '/latest/api/token', 405],
    ['POST', '/latest/meta-data/ami-id', 405],
  ])('%s %s is answered with %d', async (method, path, status) => {
    expect(await ask(method, path)).toMatchObject({ status });
  });

  test.each([
    ['without a life', {}, 400],
    ['for 0 seconds', { [TTL]: '0' }, 400],
    ['for 21601 seconds', { [TTL]: '21601' }, 400],
    ['for a life that is no number', { [TTL]: 'long' }, 400],
    ['through a proxy', { [TTL]: '60', 'X-Forwarded-For': '10.0.0.9' }, 403],
  ])('a token asked for %s is not given', async (_, headers, status) => {
    expect(await ask('PUT', '/latest/api/token', headers)).toMatchObject({ status });
  });
});

describe('where tokens are required', () => {
  beforeEach(async () => {
    service = await startInstanceMetadata({ identity, httpTokens: 'required' });
  });

  test('a GET needs a token that was given out', async () => {
    const path = '/latest/meta-data/local-ipv4';
    expect(await ask('GET', path)).toMatchObject({ status: 401 });
    expect(await ask('GET', path, { [TOKEN]: await tokenFor(21_600) })).toMatchObject({ status: 200, text: '10.0.1.23' });
  });

  test('a token ends with its life', async () => {
    const token = await tokenFor(1);
    const given = wallNow();
    const status = async (): Promise<unknown> => (await ask('GET', '/latest/meta-data/', { [TOKEN]: token })).status;
    expect(await status()).toBe(200);
    while ((await status()) === 200 && wallNow() - given < 4) await wallSleep(0.05);
    expect(await status()).toBe(401);
    expect(wallNow() - given).toBeGreaterThanOrEqual(0.99);
  });
});

describe('the rules behind it', () => {
  test.each([
    ['/latest/meta-data/', 'ami-id\ninstance-id\nlocal-ipv4\nplacement/'],
    ['/latest/meta-data', 'ami-id\ninstance-id\nlocal-ipv4\nplacement/'],
    ['/latest/meta-data/placement/', 'availability-zone\nregion'],
    ['/latest/meta-data/placement/region', 'eu-central-1'],
    ['/latest/meta-data/instance-type', undefined],
    ['/latest/meta-data/local-ipv4/', undefined],
    ['/latest/', undefined],
  ])('%s holds %j', (path, text) => expect(metadataAt(identity, path)).toBe(text));

  test.each([['1', 1], ['21600', 21_600], ['0', undefined], ['-5', undefined], ['1.5', undefined], [undefined, undefined]])(
    'a life of %j is %j seconds',
    (header, seconds) => expect(tokenTtl(header)).toBe(seconds),
  );

  test('tokens are valid up to the end of their life and unknown to another instance', () => {
    const tokens = new MetadataTokens();
    const token = tokens.issue(10, 100);
    expect([tokens.isValid(token, 109.9), tokens.isValid(token, 110), new MetadataTokens().isValid(token, 100)]).toEqual([true, false, false]);
  });
});
