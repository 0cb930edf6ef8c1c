import { openSenders, type Send } from '../../harness/aws/probes/send-call.testing.js';
import { valueAt } from '../../harness/aws/probes/known-values.js';
import { call, type Call } from '../../harness/aws/probes/probe.js';
import { REGION, signedRequest, type WireRequest } from './signed-request.js';

const NAME = 'balancer-of-ten';
const INSTANCES = 10;

/** Registers ten instances with a balancer, and gives the request that asks for their health. */
export async function healthOfTen(url: string, image: string): Promise<WireRequest> {
  const { send, close } = openSenders(url, REGION);
  try {
    const AvailabilityZones = [`${REGION}a`];
    await done(send, call('elb', 'CreateLoadBalancer', { LoadBalancerName: NAME, AvailabilityZones, Listeners: [{ Protocol: 'HTTP', LoadBalancerPort: 80, InstancePort: 80 }] }));
    const launched = await done(send, call('ec2', 'RunInstances', { ImageId: image, InstanceType: 't3.micro', MinCount: INSTANCES, MaxCount: INSTANCES }));
    const Instances = idsOf(launched).map((InstanceId) => ({ InstanceId }));
    await done(send, call('elb', 'RegisterInstancesWithLoadBalancer', { LoadBalancerName: NAME, Instances }));
    const states = valueAt(await done(send, call('elb', 'DescribeInstanceHealth', { LoadBalancerName: NAME })), 'InstanceStates');
    if (!Array.isArray(states) || states.length !== INSTANCES) throw new Error(`expected the health of ${INSTANCES} instances, found ${JSON.stringify(states)}`);
    return await signedRequest(url, 'DescribeInstanceHealth', { LoadBalancerName: NAME });
  } finally {
    close();
  }
}

/** The first AMI that a server has of its own. */
export async function anyImage(url: string): Promise<string> {
  const [image] = await imagesAt(url);
  if (image === undefined) throw new Error('expected an image that is there from the start, found none');
  return image;
}

/** Ids of the AMIs that a server has of its own. */
export async function imagesAt(url: string): Promise<readonly string[]> {
  const { send, close } = openSenders(url, REGION);
  try {
    const images = valueAt(await done(send, call('ec2', 'DescribeImages', { Owners: ['amazon'] })), 'Images');
    return ((images as { readonly ImageId: string }[] | undefined) ?? []).map(({ ImageId }) => ImageId);
  } finally {
    close();
  }
}

async function done(send: Send, asked: Call): Promise<unknown> {
  const answer = await send(asked);
  if (answer.kind === 'answered') return answer.output;
  throw new Error(`expected ${asked.action} to succeed, found ${JSON.stringify(answer)}`);
}

const idsOf = (launched: unknown): string[] => ((valueAt(launched, 'Instances') as { readonly InstanceId: string }[] | undefined) ?? []).map(({ InstanceId }) => InstanceId);
