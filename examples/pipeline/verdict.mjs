// Whether an Auto Scaling group serves users with an image: as many of its instances in service behind its classic balancer as
// are wanted, and a page that comes through. Says why not on standard output, and ends with 1.
//
//   node verdict.mjs <group> <ami>
//
// The page is asked for at the balancer itself, by the host, the path and the scheme of PAGE_URL.
import { request as http } from 'node:http';
import { request as https } from 'node:https';
import { AutoScalingClient, DescribeAutoScalingGroupsCommand, DescribeLaunchConfigurationsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeInstanceHealthCommand, DescribeLoadBalancersCommand, ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';

/** Seconds for a page: the name of a new balancer takes a while to be known everywhere. */
const PATIENCE = 120;

const [name, ami] = process.argv.slice(2);
const page = process.env.PAGE_URL ? new URL(process.env.PAGE_URL) : undefined;
const autoScaling = new AutoScalingClient();
const balancing = new ElasticLoadBalancingClient();

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Undefined when all is well. */
async function whyNot() {
  const { AutoScalingGroups: [group] = [] } = await autoScaling.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }));
  if (!group) return `there is no group ${name}`;
  // Asked for none, AWS tells of all.
  if (!group.LaunchConfigurationName) return `the group ${name} has no launch configuration, which is where its image is looked for`;
  const { LaunchConfigurations: [launch] = [] } = await autoScaling.send(new DescribeLaunchConfigurationsCommand({ LaunchConfigurationNames: [group.LaunchConfigurationName] }));
  if (launch?.ImageId !== ami) return `the group ${name} launches ${launch?.ImageId}, not ${ami}`;
  const [balancer] = group.LoadBalancerNames;
  const Instances = group.Instances.map(({ InstanceId }) => ({ InstanceId }));
  const { InstanceStates: states = [] } = Instances.length === 0 ? {} : await balancing.send(new DescribeInstanceHealthCommand({ LoadBalancerName: balancer, Instances }));
  const inService = states.filter(({ State }) => State === 'InService').length;
  if (inService < group.DesiredCapacity) return `${inService} of ${group.DesiredCapacity} instances are in service behind ${balancer}`;
  return whyNoPage(await frontOf(balancer));
}

/** Where users come in. Balancers of `canarybed serve` listen at addresses of their own, which its state tells, and without TLS. */
async function frontOf(balancer) {
  const state = process.env.AWS_ENDPOINT_URL && (await fetch(`${process.env.AWS_ENDPOINT_URL}/_canarybed/state`).catch(() => undefined));
  if (state?.ok) {
    const { classicLoadBalancers } = await state.json();
    const { listeners } = classicLoadBalancers.find((each) => each.name === balancer);
    return new URL(`http://${listenerOf(listeners, ({ protocol }) => protocol).address}`);
  }
  const { LoadBalancerDescriptions: [description] } = await balancing.send(new DescribeLoadBalancersCommand({ LoadBalancerNames: [balancer] }));
  const { LoadBalancerPort } = listenerOf(description.ListenerDescriptions.map(({ Listener }) => Listener), ({ Protocol }) => Protocol);
  return new URL(`${page?.protocol ?? 'http:'}//${description.DNSName}:${LoadBalancerPort}`);
}

function listenerOf(listeners, protocolOf) {
  const wanted = page?.protocol === 'https:' ? ['HTTPS', 'SSL'] : ['HTTP', 'TCP'];
  const found = listeners.find((listener) => wanted.includes(protocolOf(listener).toUpperCase()));
  if (found) return found;
  throw new Error(`the balancer has no listener of ${wanted.join(' or ')}`);
}

async function whyNoPage(front) {
  for (let waited = 0; ; waited += 5) {
    const why = await answerOf(front).then(whyNone, (error) => `it does not answer (${error.code ?? error.name})`);
    // An answer is the release's own; only no answer may be the network's.
    if (!why?.startsWith('it does not') || waited >= PATIENCE) return why && `no page comes through ${front}: ${why}`;
    await pause(5);
  }
}

function answerOf(front) {
  const headers = page && { host: page.host };
  const options = { path: page ? page.pathname + page.search : '/', headers, signal: AbortSignal.timeout(10_000), ...(page && { servername: page.hostname }) };
  return new Promise((resolve, reject) => (front.protocol === 'https:' ? https : http)(front, options, resolve).once('error', reject).end());
}

/** A redirect is none: a proxy can give it, whatever has become of the release behind it. */
function whyNone(answer) {
  answer.resume();
  const { statusCode, headers: { location } } = answer;
  if (statusCode >= 200 && statusCode < 300) return undefined;
  return `it answers ${statusCode}${location === undefined ? '' : `, which leads to ${location}`}; PAGE_URL names a page as users ask for it`;
}

const why = await whyNot().catch((error) => error.message);
if (why !== undefined) {
  process.stdout.write(`${why}\n`);
  process.exitCode = 1;
}
