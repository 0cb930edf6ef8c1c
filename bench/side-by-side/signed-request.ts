import { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import type { HttpRequest } from '@smithy/types';
import { clientOptions, modules } from '../../harness/aws/wire/sdk-clients.testing.js';

/** A request as it goes over the wire. */
export interface WireRequest {
  readonly host: string;
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const REGION = 'us-east-1';

/** A request of AWS's own client for classic balancers, signed, to be sent as often as wanted while its signature is young. */
export async function signedRequest(url: string, action: string, input: object): Promise<WireRequest> {
  const { hostname, port } = new URL(url);
  const caught: HttpRequest[] = [];
  const requestHandler = {
    handle: (request: HttpRequest): Promise<never> => {
      caught.push(request);
      return Promise.reject(new Error('the request is only wanted, not sent'));
    },
  };
  const client = new ElasticLoadBalancingClient({ ...clientOptions(url), region: REGION, requestHandler: requestHandler as never });
  const Command = modules.elb[`${action}Command`] as new (input: object) => Parameters<typeof client.send>[0];
  await client.send(new Command(input)).catch(() => undefined);
  const [request] = caught;
  if (!request) throw new Error(`expected a request of ${action}, found that the client makes none`);
  return { host: hostname, port: Number(port), headers: request.headers, body: String(request.body) };
}
