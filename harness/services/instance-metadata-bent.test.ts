import { MetadataService } from '@aws-sdk/ec2-metadata-service';
import { wallNow } from '../model/wall-clock.js';
import { startInstanceMetadata, type InstanceMetadata, type InstanceMetadataOptions } from './instance-metadata.js';
import { until } from './link-bench.testing.js';
import { identity, MetadataClient } from './metadata-client.testing.js';

const ADDRESS = '/latest/meta-data/local-ipv4';
let service: InstanceMetadata;
let client: MetadataClient;

async function start(options: Partial<InstanceMetadataOptions> = {}): Promise<void> {
  service = await startInstanceMetadata({ identity, ...options });
  client = new MetadataClient(service.address);
}

afterEach(() => service.close());

describe('a service whose tokens are expired', () => {
  beforeEach(() => start({ httpTokens: 'required' }));

  test('gives them out and refuses them, those that were good before too, and answers again with new ones', async () => {
    const before = await client.token();
    service.bend({ mode: 'tokens-expired' });
    const meanwhile = await client.token();
    expect(meanwhile).toHaveLength(before.length);
    expect([await client.status(ADDRESS, before), await client.status(ADDRESS, meanwhile)]).toEqual([401, 401]);
    service.bend({ mode: 'none' });
    expect([await client.status(ADDRESS, before), await client.status(ADDRESS, meanwhile)]).toEqual([401, 401]);
    expect(await client.status(ADDRESS, await client.token())).toBe(200);
    expect(service.bent()).toBe(2);
  });

  test('makes the AWS SDK fetch a token anew, which it reads the address with once tokens are good again', async () => {
    service.bend({ mode: 'tokens-expired' });
    const failures: number[] = [];
    const backoff = (failed: number): number => {
      failures.push(failed);
      if (failed === 1) service.bend({ mode: 'none' });
      return 0;
    };
    const sdk = new MetadataService({ endpoint: service.url, retries: 3, backoff });
    await expect(sdk.request(ADDRESS, {})).resolves.toBe('10.0.1.23');
    expect(failures).toEqual([0, 1]);
    expect([service.requests(), service.bent()]).toEqual([6, 2]);
  });

  test('makes the AWS SDK give up when no token is ever good', async () => {
    service.bend({ mode: 'tokens-expired' });
    const sdk = new MetadataService({ endpoint: service.url, retries: 1, backoff: 0 });
    await expect(sdk.request(ADDRESS, {})).rejects.toThrow(/401/);
  });
});

test('with expired tokens a request without one is answered where tokens are optional', async () => {
  await start({ bend: { mode: 'tokens-expired' } });
  expect(await client.status(ADDRESS)).toBe(200);
  expect(await client.status(ADDRESS, await client.token())).toBe(401);
});

describe('a disabled service', () => {
  beforeEach(() => start({ bend: { mode: 'disabled' } }));

  test.each([['GET', '/'], ['GET', ADDRESS], ['PUT', '/latest/api/token'], ['POST', ADDRESS]])('forbids %s %s', async (method, path) => {
    expect(await client.ask(method, path)).toMatchObject({ status: 403 });
    expect(service.bent()).toBe(1);
  });

  test('makes the AWS SDK try without a token, in vain', async () => {
    const sdk = new MetadataService({ endpoint: service.url, retries: 0 });
    await expect(sdk.request(ADDRESS, {})).rejects.toThrow(/403/);
    expect(service.requests()).toBe(2);
  });
});

describe('a silent service', () => {
  beforeEach(() => start({ bend: { mode: 'silent' } }));

  test('takes requests and answers none of them, not even once it speaks again', async () => {
    let answered = false;
    const asked = client.ask('GET', ADDRESS).then(() => (answered = true), (error: NodeJS.ErrnoException) => error.code);
    await until(() => service.requests() === 1, () => 'request taken');
    service.bend({ mode: 'none' });
    expect(await client.status(ADDRESS)).toBe(200);
    expect([answered, service.bent()]).toEqual([false, 1]);
    await service.close();
    expect(await asked).toBe('ECONNRESET');
  });

  test('makes the AWS SDK wait for its own time-out', async () => {
    const sdk = new MetadataService({ endpoint: service.url, retries: 0, httpOptions: { timeout: 1500 } });
    const began = wallNow();
    await expect(sdk.request(ADDRESS, {})).rejects.toThrow(/TimeoutError/);
    expect(wallNow() - began).toBeGreaterThan(2.5);
    expect(service.requests()).toBe(2);
  });
});

describe('a slow service', () => {
  test('answers late, tokens too', async () => {
    await start({ bend: { mode: 'slow', seconds: 0.2 }, httpTokens: 'required' });
    const began = wallNow();
    const token = await client.token();
    expect(wallNow() - began).toBeGreaterThanOrEqual(0.19);
    expect(await client.status(ADDRESS, token)).toBe(200);
    expect(wallNow() - began).toBeGreaterThanOrEqual(0.38);
    expect(service.bent()).toBe(2);
  });

  test('forgets what it owed when it is closed', async () => {
    await start({ bend: { mode: 'slow', seconds: 3600 } });
    const asked = client.ask('GET', ADDRESS).catch((error: NodeJS.ErrnoException) => error.code);
    await until(() => service.requests() === 1, () => 'request taken');
    await service.close();
    expect(await asked).toBe('ECONNRESET');
  });

  test('makes the AWS SDK with a short time-out ask without a token', async () => {
    await start({ bend: { mode: 'slow', seconds: 60 } });
    const sdk = new MetadataService({ endpoint: service.url, retries: 0, httpOptions: { timeout: 1500 } });
    const asked = sdk.request(ADDRESS, {});
    await until(() => service.requests() === 1, () => 'token asked for');
    service.bend({ mode: 'none' });
    await expect(asked).resolves.toBe('10.0.1.23');
    expect(service.requests()).toBe(2);
  });
});

describe('a service that begins to require tokens', () => {
  test('refuses what comes without one and takes those given out before', async () => {
    await start();
    const token = await client.token();
    expect(await client.status(ADDRESS)).toBe(200);
    service.bend({ mode: 'tokens-required' });
    expect([await client.status(ADDRESS), await client.status(ADDRESS, token)]).toEqual([401, 200]);
    expect(service.bent()).toBe(1);
    service.bend({ mode: 'none' });
    expect(await client.status(ADDRESS)).toBe(200);
  });

  test('bends nothing where they were required anyway', async () => {
    await start({ httpTokens: 'required', bend: { mode: 'tokens-required' } });
    expect([await client.status(ADDRESS), service.bent()]).toEqual([401, 0]);
  });
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('to be slow by %d seconds is refused and changes nothing', async (seconds) => {
  await expect(startInstanceMetadata({ identity, bend: { mode: 'slow', seconds } })).rejects.toThrow(/slow: expected seconds/);
  await start({ bend: { mode: 'disabled' } });
  expect(() => service.bend({ mode: 'slow', seconds })).toThrow(/slow: expected seconds/);
  expect(await client.status(ADDRESS)).toBe(403);
});
