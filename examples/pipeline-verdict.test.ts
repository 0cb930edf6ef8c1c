import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { AutoScaling } from '@aws-sdk/client-auto-scaling';
import { ElasticLoadBalancing } from '@aws-sdk/client-elastic-load-balancing';
import { clientOptions } from '../harness/aws/wire/sdk-clients.testing.js';
import { environmentIn, startCommand, type StartedProgram } from '../harness/cli/started-program.testing.js';
import { TinyProject } from '../harness/cli/tiny-project.testing.js';
import { until } from '../harness/runtime/run-bench.testing.js';

const AMI = 'ami-00000000000000001';
const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/3f1a7c52-6a1b-4ad3-9d0e-7b1c8d2e9f40';

/** Knows its users by their name for it, has them come by HTTPS, and has one page that is broken. */
const PARTICULAR = `
require('node:http').createServer(({ url, headers }, response) => {
  const answer = (status, more) => response.writeHead(status, more).end();
  if (url === '/health') return answer(200);
  if (headers.host !== 'tiny.example.com') return answer(400);
  if (headers['x-forwarded-proto'] !== 'https') return answer(301, { location: 'https://tiny.example.com' + url });
  answer(url === '/broken' ? 500 : 200);
}).listen(process.env.PORT);
`;

describe('the verdict of the pipeline', () => {
  const project = new TinyProject();
  let program: StartedProgram;
  let endpoint: string;

  beforeAll(async () => {
    project.write('app/server.cjs', PARTICULAR);
    program = startCommand(project, ['serve', '--port', '0', '--region', 'eu-central-1']);
    endpoint = (await program.says(/export AWS_ENDPOINT_URL=(\S+)/))[1] ?? '';
    const [scaling, balancing] = [new AutoScaling(clientOptions(endpoint)), new ElasticLoadBalancing(clientOptions(endpoint))];
    const listener = { InstancePort: 80, InstanceProtocol: 'HTTP' };
    await balancing.createLoadBalancer({
      LoadBalancerName: 'web',
      AvailabilityZones: ['eu-central-1a'],
      Listeners: [{ ...listener, Protocol: 'HTTP', LoadBalancerPort: 80 }, { ...listener, Protocol: 'HTTPS', LoadBalancerPort: 443, SSLCertificateId: CERTIFICATE }],
    });
    await balancing.configureHealthCheck({ LoadBalancerName: 'web', HealthCheck: { Target: 'HTTP:80/health', Interval: 5, Timeout: 2, HealthyThreshold: 2, UnhealthyThreshold: 2 } });
    await scaling.createLaunchConfiguration({ LaunchConfigurationName: 'web', ImageId: AMI, InstanceType: 't3.micro' });
    const size = { MinSize: 1, MaxSize: 1, AvailabilityZones: ['eu-central-1a'] };
    await scaling.createAutoScalingGroup({ ...size, AutoScalingGroupName: 'web', LaunchConfigurationName: 'web', LoadBalancerNames: ['web'] });
    await until('the instance is in service', async () => (await balancing.describeInstanceHealth({ LoadBalancerName: 'web' })).InstanceStates?.[0]?.State === 'InService', 60);
    scaling.destroy();
    balancing.destroy();
  }, 100_000);

  afterAll(async () => {
    await program.end();
    project.remove();
  });

  const verdict = (page?: string): Promise<string> =>
    new Promise((resolve) => {
      const env = { ...environmentIn(project, {}), AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'canarybed', AWS_SECRET_ACCESS_KEY: 'canarybed', ...(page === undefined ? {} : { PAGE_URL: page }) };
      execFile(process.execPath, [join(__dirname, 'pipeline/verdict.mjs'), 'web', AMI], { env }, (error, stdout) => resolve(error ? stdout : 'accepted'));
    });

  test.each([
    ['https://tiny.example.com/', /^accepted$/],
    ['https://tiny.example.com/broken', /it answers 500/],
    // As one that is dead behind a proxy would be answered for, too.
    ['http://tiny.example.com/', /it answers 301, which leads to https:\/\/tiny\.example\.com\//],
    [undefined, /it answers 400/],
  ])('asks at the balancer for %s as users do', async (page, said) => {
    expect(await verdict(page)).toMatch(said);
  }, 30_000);
});
