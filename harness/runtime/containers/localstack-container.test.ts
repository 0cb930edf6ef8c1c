import type { ContainerCreateOptions, HostConfig } from 'dockerode';
import { loadTestcontainers, type Engine } from './engine.js';
import type { LocalStackImage, LocalStackPlace } from './localstack-container.js';

/** What the engine would be asked for; none is. */
async function askedFor(plan: Partial<LocalStackImage>, place: Partial<LocalStackPlace> = {}, host = 'localhost') {
  await loadTestcontainers();
  const { RunLocalStack } = await import('./localstack-container.js');
  const container = new RunLocalStack(
    { kind: 'container', image: 'localstack/localstack:0.0.0', ...plan },
    {
      engine: { info: { containerRuntime: { host } } } as unknown as Engine,
      name: 'canarybed-run-localstack',
      labels: { 'canarybed.run': 'run' },
      endpoint: '172.18.0.1:39000',
      region: 'eu-central-1',
      authToken: undefined,
      ...place,
    },
  );
  const { createOpts, hostConfig, environment, directoriesToCopy } = container as unknown as {
    readonly createOpts: ContainerCreateOptions;
    readonly hostConfig: HostConfig;
    readonly environment: Record<string, string>;
    readonly directoriesToCopy: object[];
  };
  return { createOpts, hostConfig, environment, directoriesToCopy };
}

test('it has the labels by which it is swept after a crash', async () => {
  const { createOpts } = await askedFor({});
  expect(createOpts).toMatchObject({ Image: 'localstack/localstack:0.0.0', name: 'canarybed-run-localstack', Labels: { 'canarybed.run': 'run' } });
});

test('addresses in its answers lead to the endpoint before it', async () => {
  const { environment } = await askedFor({});
  expect(environment).toEqual({ LOCALSTACK_HOST: '172.18.0.1:39000', SQS_ENDPOINT_STRATEGY: 'dynamic', AWS_DEFAULT_REGION: 'eu-central-1' });
});

test('services, a licence and settings of its own are handed to it, the latter before all else', async () => {
  const { environment } = await askedFor({ services: ['s3', 'sqs'], environment: { DEBUG: '1', AWS_DEFAULT_REGION: 'us-east-1' } }, { authToken: 'a-token' });
  expect(environment).toMatchObject({ SERVICES: 's3,sqs', DEBUG: '1', AWS_DEFAULT_REGION: 'us-east-1', LOCALSTACK_AUTH_TOKEN: 'a-token' });
});

test('its scripts can be executed', async () => {
  expect((await askedFor({ init: '/srv/init' })).directoriesToCopy).toEqual([{ source: '/srv/init', target: '/etc/localstack/init/ready.d', mode: 0o755 }]);
  expect((await askedFor({})).directoriesToCopy).toEqual([]);
});

test('its port is published on loopback alone where the engine is this machine, and on the engine where it is not', async () => {
  expect((await askedFor({})).hostConfig.PortBindings).toEqual({ '4566/tcp': [{ HostIp: '127.0.0.1', HostPort: '0' }] });
  expect((await askedFor({}, {}, 'engine.test')).hostConfig.PortBindings).toEqual({ '4566/tcp': [{ HostPort: '0' }] });
});
