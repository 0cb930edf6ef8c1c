import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { startProgram, type Program } from './program.testing.js';

const LIMIT = 300_000;
const ANSWERS = 'ami-0000000000000000a';

/** Tests that need the AWS CLI: skipped by name without it. */
const asked = spawnSync('aws', ['--version'], { timeout: 30_000, stdio: 'ignore' });
const describeWithCli = (title: string, body: () => void): void => (asked.status === 0 ? describe(title, body) : describe.skip(`${title} (skipped: no AWS CLI here)`, body));

interface Said {
  readonly code: number | null;
  readonly output: string;
}

let program: Program;
let environment: NodeJS.ProcessEnv = {};

/** Runs the CLI with the settings that the program prints. @param line arguments, with a space between them */
async function aws(line: string): Promise<Said> {
  const child = spawn('aws', [...line.split(' '), '--output', 'text'], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: output.trim() };
}

async function done(line: string): Promise<string> {
  const { code, output } = await aws(line);
  expect({ line, code, output }).toMatchObject({ code: 0 });
  return output;
}

describeWithCli('the AWS CLI and its waiters against canarybed serve', () => {
  beforeAll(async () => {
    program = startProgram(['serve', '--port', '0', '--ami', `${ANSWERS}=answers:200`]);
    await program.says(/Ctrl-C ends it/);
    const printed = [...program.output.matchAll(/^export (.*)$/gm)].flatMap(([, line = '']) => line.split(' ').map((pair) => pair.split('=') as [string, string]));
    environment = { PATH: process.env.PATH, HOME: program.folder, AWS_PAGER: '', ...Object.fromEntries(printed) };
  }, LIMIT);

  afterAll(async () => {
    program.child.kill('SIGINT');
    expect(await program.ended).toBe(130);
    await program.isGone();
    await program.end();
  });

  test('an instance that was registered is waited for until it is in service, and until it is not', async () => {
    await done('elb create-load-balancer --load-balancer-name web --availability-zones us-east-1a --listeners Protocol=HTTP,LoadBalancerPort=80,InstancePort=80');
    await done('elb configure-health-check --load-balancer-name web --health-check Target=HTTP:80/health,Interval=5,Timeout=2,HealthyThreshold=2,UnhealthyThreshold=2');
    const id = await done(`ec2 run-instances --image-id ${ANSWERS} --instance-type t3.micro --placement AvailabilityZone=us-east-1a --query Instances[0].InstanceId`);
    await done(`ec2 wait instance-running --instance-ids ${id}`);
    await done(`elb register-instances-with-load-balancer --load-balancer-name web --instances ${id}`);
    await done(`elb wait instance-in-service --load-balancer-name web --instances ${id}`);
    await done('elb wait any-instance-in-service --load-balancer-name web');
    expect(await done('elb describe-instance-health --load-balancer-name web --query InstanceStates[].State')).toBe('InService');
    await done(`elb deregister-instances-from-load-balancer --load-balancer-name web --instances ${id}`);
    await done(`elb wait instance-deregistered --load-balancer-name web --instances ${id}`);
    await done(`ec2 terminate-instances --instance-ids ${id}`);
    await done(`ec2 wait instance-terminated --instance-ids ${id}`);
    await done('elb delete-load-balancer --load-balancer-name web');
  }, LIMIT);

  test('a group brings its instances into service behind its balancer, and takes them with it', async () => {
    await done('elb create-load-balancer --load-balancer-name fleet --availability-zones us-east-1a --listeners Protocol=HTTP,LoadBalancerPort=80,InstancePort=80');
    await done('elb configure-health-check --load-balancer-name fleet --health-check Target=HTTP:80/health,Interval=5,Timeout=2,HealthyThreshold=2,UnhealthyThreshold=2');
    await done(`autoscaling create-launch-configuration --launch-configuration-name one --image-id ${ANSWERS} --instance-type t3.micro`);
    await done('autoscaling create-auto-scaling-group --auto-scaling-group-name fleet --launch-configuration-name one --min-size 1 --max-size 1 --availability-zones us-east-1a --load-balancer-names fleet --health-check-type ELB --health-check-grace-period 60');
    await done('elb wait any-instance-in-service --load-balancer-name fleet');
    expect(await done('autoscaling describe-auto-scaling-instances --query AutoScalingInstances[].[LifecycleState,HealthStatus]')).toBe('InService\tHEALTHY');
    const refused = await aws('autoscaling delete-auto-scaling-group --auto-scaling-group-name fleet');
    // 254 or 255, by the CLI's version.
    expect(refused.code).toBeGreaterThanOrEqual(254);
    expect(refused.output).toContain('(ResourceInUse)');
    await done('autoscaling delete-auto-scaling-group --auto-scaling-group-name fleet --force-delete');
    const ids = await done('ec2 describe-instances --query Reservations[].Instances[].InstanceId');
    await done(`ec2 wait instance-terminated --instance-ids ${ids.split(/\s+/).join(' ')}`);
  }, LIMIT);

  test("what is not there is refused with AWS's error and the CLI's exit code for errors", async () => {
    const refused = await aws('elb describe-load-balancers --load-balancer-names nothere');
    expect(refused.code).toBeGreaterThanOrEqual(254);
    expect(refused.output).toContain('(LoadBalancerNotFound)');
    expect(refused.output).toContain('There is no ACTIVE Load Balancer named');
  }, LIMIT);
});
