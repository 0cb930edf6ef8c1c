import * as autoscaling from '@aws-sdk/client-auto-scaling';
import * as ec2 from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import * as sts from '@aws-sdk/client-sts';
import { HttpResponse } from '@smithy/core/protocols';
import type { HttpRequest } from '@smithy/types';
import type { Door } from './door-request.js';
import type { ModuleExports, ServiceKey } from './services.js';

// Read whenever a client is made.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

export const KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' } as const;

export const modules: Readonly<Record<ServiceKey, ModuleExports>> = { elb, elbv2, autoscaling, sts, ec2 };

interface AnyClient {
  readonly config: { readonly protocolSettings: Readonly<Record<string, unknown>>; readonly protocol: { getShapeId(): string } };
  send(command: object): Promise<Record<string, unknown>>;
}

type ClientClass = new (options: object) => AnyClient;

const CLIENTS: Readonly<Record<ServiceKey, unknown>> = {
  elb: elb.ElasticLoadBalancingClient,
  elbv2: elbv2.ElasticLoadBalancingV2Client,
  autoscaling: autoscaling.AutoScalingClient,
  sts: sts.STSClient,
  ec2: ec2.EC2Client,
};

/** A client of any service as a plain sender of commands by name. */
export interface Sender {
  readonly config: AnyClient['config'];
  send(action: string, input: object): Promise<Record<string, unknown>>;
}

/** Options that the clients of all tests share. */
export const clientOptions = (endpoint: string) => ({ region: 'eu-central-1', credentials: KEYS, endpoint, maxAttempts: 1 }) as const;

/** A real client whose requests go straight to a door, without a socket. */
export function clientOf(service: ServiceKey, door: Door): Sender {
  const Client = CLIENTS[service] as ClientClass;
  const client = new Client({ ...clientOptions('http://door.test'), requestHandler: { handle: (request: HttpRequest) => handOver(request, door) } });
  return {
    config: client.config,
    send: (action, input) => {
      const Command = modules[service][`${action}Command`] as new (input: object) => object;
      return client.send(new Command(input));
    },
  };
}

async function handOver(request: HttpRequest, door: Door): Promise<{ response: HttpResponse }> {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const answer = await door({ method: request.method, path: request.path, query: '', headers, body: String(request.body) });
  return { response: new HttpResponse({ statusCode: answer.status, headers: { ...answer.headers }, body: new TextEncoder().encode(answer.body) }) };
}
