import { EC2 } from '@aws-sdk/client-ec2';
import { StandInServices } from '../aws/wire/other-services.testing.js';
import { clientOptions } from '../aws/wire/sdk-clients.testing.js';
import { runCommand, startCommand, type StartedProgram } from './started-program.testing.js';
import { TinyProject } from './tiny-project.testing.js';

/**
 * An app that needs AWS to boot: it tells the endpoint what each of its services answered, as paths of a bucket, and is
 * healthy when its bucket answers.
 */
const SERVER = `
const { createServer } = require('node:http');
const { AWS_ENDPOINT_URL, AWS_REGION, AWS_DEFAULT_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, PORT } = process.env;
const ask = (version, action) => fetch(AWS_ENDPOINT_URL, { method: 'POST', body: new URLSearchParams({ Version: version, Action: action }) });
const put = (...words) => fetch(AWS_ENDPOINT_URL + '/bucket/' + words.join('/'), { method: 'PUT', body: 'x' });
(async () => {
  await put(AWS_REGION, AWS_DEFAULT_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY);
  for (const [version, action] of [['2011-06-15', 'GetCallerIdentity'], ['2012-06-01', 'DescribeLoadBalancers'], ['2016-11-15', 'DescribeInstances']]) {
    const answer = await ask(version, action);
    const text = await answer.text();
    await put(action, answer.status, (/<(?:Code|Account)>([^<]*)</.exec(text) ?? ['', 'fine'])[1]);
  }
  createServer((request, response) => {
    const page = () => response.end(request.url === '/health' ? '{"status":"pass","checks":{}}' : 'a page');
    fetch(AWS_ENDPOINT_URL + '/bucket/page').then(page, () => response.writeHead(503).end());
  }).listen(PORT);
})();
`;

const others = new StandInServices();
let url: string;
beforeAll(async () => {
  await others.open();
  const { host, port } = await others.address();
  url = `http://${host}:${port}`;
  others.answer = undefined;
});
beforeEach(() => void (others.received.length = 0));
afterAll(() => others.close());

const projects: TinyProject[] = [];
const programs: StartedProgram[] = [];
afterEach(() => Promise.all(programs.splice(0).map((program) => program.end())));
afterAll(() => projects.forEach((project) => project.remove()));

function projectWith(more: string): TinyProject {
  const project = new TinyProject(more).scenarios('one', `scenario('an app that uses AWS', { expect: 'accepted' });`);
  project.write('app/server.cjs', SERVER);
  projects.push(project);
  return project;
}

const told = (): string[] => others.received.filter(({ method }) => method === 'PUT').map(({ url: path }) => path ?? '');

describe('canarybed run', () => {
  test('leads an app that uses AWS to one endpoint, before which nothing is changed that the app says itself', async () => {
    const project = projectWith(`aws: { localstack: true }, env: { AWS_REGION: 'us-west-2' },`);
    const { code, stdout, stderr } = await runCommand(project, ['run', '--no-watch'], { CANARYBED_LOCALSTACK_URL: url, AWS_REGION: 'af-south-1', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' });
    expect([code, stderr, stdout]).toEqual([0, '', expect.stringContaining('an app that uses AWS')]);
    expect(told().slice(0, 4)).toEqual([
      '/bucket/us-west-2/eu-central-1/canarybed/opens-nothing',
      '/bucket/GetCallerIdentity/200/000000000000',
      // No region of ours stands behind a scenario, and none is made up.
      '/bucket/DescribeLoadBalancers/400/InvalidAction',
      '/bucket/DescribeInstances/400/InvalidAction',
    ]);
  });

  test.each([
    ['an address where none answers', { CANARYBED_LOCALSTACK_URL: 'http://127.0.0.1:1' }, /expected a LocalStack at http:\/\/127\.0\.0\.1:1, found none: connect ECONNREFUSED[^]*correct CANARYBED_LOCALSTACK_URL/],
    ['an image that cannot be had', { CANARYBED_LOCALSTACK_IMAGE: 'canarybed-no-such-image:never' }, /LocalStack (?:did not start )?from (?:image )?canarybed-no-such-image:never/],
  ])('ends with 3 and a remedy for %s', async (_, env, message) => {
    const { code, stderr } = await runCommand(projectWith('aws: { localstack: true },'), ['run'], env);
    expect([code, stderr]).toEqual([3, expect.stringMatching(message)]);
  });

  test('ends with 2 for a description that cannot be', async () => {
    const { code, stderr } = await runCommand(projectWith(`aws: { localstack: { init: 'no-such-folder' } },`), ['run']);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/app tiny: expected a folder of LocalStack's scripts at .*no-such-folder, found none/)]);
  });
});

describe('canarybed serve', () => {
  const AMI = 'ami-0123456789abcdef0';

  async function serve(project: TinyProject, ...args: string[]): Promise<string> {
    const program = startCommand(project, ['serve', '--port', '0', '--ami', `${AMI}=app`, ...args], { CANARYBED_LOCALSTACK_URL: url });
    programs.push(program);
    return (await program.says(/export AWS_ENDPOINT_URL=(\S+)/))[1] ?? '';
  }

  test.each([
    ['of an app that uses it', 'aws: { localstack: true },', []],
    ['of any app, when it is asked for', '', ['--localstack']],
  ])('sends requests of other services to LocalStack, also those %s, and keeps its own', async (_, description, args) => {
    const endpoint = await serve(projectWith(description), ...args);
    expect(await (await fetch(`${endpoint}/bucket/key`)).text()).toBe('stand-in /bucket/key');
    const ec2 = new EC2(clientOptions(endpoint));
    await ec2.runInstances({ ImageId: AMI, MinCount: 1, MaxCount: 1 });
    await programs[0]?.says(/i-\w+ listening/);
    expect(told()).toEqual([
      '/bucket/us-east-1/us-east-1/canarybed/opens-nothing',
      '/bucket/GetCallerIdentity/200/000000000000',
      '/bucket/DescribeLoadBalancers/200/fine',
      '/bucket/DescribeInstances/200/fine',
    ]);
    ec2.destroy();
  });

  test('answers them itself without', async () => {
    const endpoint = await serve(projectWith(''));
    const response = await fetch(`${endpoint}/bucket/key`);
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('MissingAction')]);
    expect(others.received).toEqual([]);
  });
});
