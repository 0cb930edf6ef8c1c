// Whether an Auto Scaling group serves users with an image: as many of its instances in service behind its balancer as are
// wanted, and a page that comes through. Says why not on standard output, and ends with 1.
//
//   node verdict.mjs <group> <ami>
import { AutoScalingClient, DescribeAutoScalingGroupsCommand, DescribeLaunchConfigurationsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeInstanceHealthCommand, DescribeLoadBalancersCommand, ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';

/** Seconds for a page: the name of a new balancer takes a while to be known everywhere. */
const PATIENCE = 120;

const [name, ami] = process.argv.slice(2);
const autoScaling = new AutoScalingClient();
const balancing = new ElasticLoadBalancingClient();

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Undefined when all is well. */
async function whyNot() {
  const { AutoScalingGroups: [group] = [] } = await autoScaling.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }));
  if (!group) return `there is no group ${name}`;
  const { LaunchConfigurations: [launch] = [] } = await autoScaling.send(new DescribeLaunchConfigurationsCommand({ LaunchConfigurationNames: [group.LaunchConfigurationName] }));
  if (launch?.ImageId !== ami) return `the group ${name} launches ${launch?.ImageId}, not ${ami}`;
  const [balancer] = group.LoadBalancerNames;
  const Instances = group.Instances.map(({ InstanceId }) => ({ InstanceId }));
  const { InstanceStates: states = [] } = Instances.length === 0 ? {} : await balancing.send(new DescribeInstanceHealthCommand({ LoadBalancerName: balancer, Instances }));
  const inService = states.filter(({ State }) => State === 'InService').length;
  if (inService < group.DesiredCapacity) return `${inService} of ${group.DesiredCapacity} instances are in service behind ${balancer}`;
  return whyNoPage(await frontOf(balancer));
}

/** Where users come in. Balancers of `canarybed serve` listen at addresses of their own, which its state tells. */
async function frontOf(balancer) {
  const state = process.env.AWS_ENDPOINT_URL && (await fetch(`${process.env.AWS_ENDPOINT_URL}/_canarybed/state`).catch(() => undefined));
  if (state?.ok) {
    const { classicLoadBalancers } = await state.json();
    const { listeners } = classicLoadBalancers.find((each) => each.name === balancer);
    return `http://${listeners[0].address}/`;
  }
  const { LoadBalancerDescriptions: [description] } = await balancing.send(new DescribeLoadBalancersCommand({ LoadBalancerNames: [balancer] }));
  return `http://${description.DNSName}/`;
}

async function whyNoPage(url) {
  for (let waited = 0; ; waited += 5) {
    const why = await fetch(url, { signal: AbortSignal.timeout(10_000) }).then(({ ok, status }) => (ok ? undefined : `it answers ${status}`), (error) => `it does not answer (${error.cause?.code ?? error.name})`);
    // An answer is the release's own; only no answer may be the network's.
    if (!why?.startsWith('it does not') || waited >= PATIENCE) return why && `no page comes through ${url}: ${why}`;
    await pause(5);
  }
}

const why = await whyNot().catch((error) => error.message);
if (why !== undefined) {
  process.stdout.write(`${why}\n`);
  process.exitCode = 1;
}
