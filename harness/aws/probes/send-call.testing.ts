import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { clientOptions, modules } from '../wire/sdk-clients.testing.js';
import type { Call, ProbedService } from './probe.js';

/** `broken`: no answer in the form of AWS's, such as a page of HTML. */
export type Answer =
  | { readonly kind: 'answered'; readonly output: unknown }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string; readonly text: string }
  | { readonly kind: 'broken'; readonly status: number; readonly what: string };

export type Send = (call: Call) => Promise<Answer>;

type Next = (args: { request: { body: unknown } }) => Promise<object>;

interface AnyCommand {
  readonly middlewareStack: { add(middleware: (next: Next) => Next, options: object): void };
}

interface AnyClient {
  send(command: object): Promise<Record<string, unknown>>;
  destroy(): void;
}

type ClientClass = new (options: object) => AnyClient;

const CLIENTS: Readonly<Record<ProbedService, unknown>> = { elb: ElasticLoadBalancingClient, elbv2: ElasticLoadBalancingV2Client, autoscaling: AutoScalingClient, ec2: EC2Client };

/** Real clients of one endpoint, none of which asks twice. */
export function openSenders(url: string, region: string): { send: Send; close(): void } {
  const open = new Map<ProbedService, AnyClient>();
  const clientOf = (service: ProbedService): AnyClient => {
    const client = open.get(service) ?? new (CLIENTS[service] as ClientClass)({ ...clientOptions(url), region });
    open.set(service, client);
    return client;
  };
  return {
    send: async (call) => {
      const command = commandOf(call);
      return clientOf(call.service).send(command).then(answered, failure);
    },
    close: () => open.forEach((client) => client.destroy()),
  };
}

function commandOf({ service, action, input, form }: Call): object {
  const Command = modules[service][`${action}Command`] as new (input: object) => AnyCommand;
  const command = new Command(input);
  // After the client's own form was written, and before its length and signature are.
  if (form) command.middlewareStack.add((next) => (args) => next(withBody(args, new URLSearchParams(form).toString())), { step: 'serialize', priority: 'low', name: 'formOfProbe' });
  return command;
}

function withBody(args: Parameters<Next>[0], body: string): Parameters<Next>[0] {
  args.request.body = body;
  return args;
}

const answered = ({ $metadata: _, ...output }: Record<string, unknown>): Answer => ({ kind: 'answered', output });

/** @throws the error itself when there was no answer at all. */
function failure(error: unknown): Answer {
  const { Code, Error: sent, message = '', $metadata, $response } = error as Failure;
  const status = $metadata?.httpStatusCode ?? $response?.statusCode;
  if (status === undefined) throw error;
  const code = sent?.Code ?? Code;
  if (code === undefined) return { kind: 'broken', status, what: `no answer of AWS's form` };
  return { kind: 'refused', status, code, text: sent?.Message ?? message };
}

interface Failure {
  readonly message?: string;
  readonly Code?: string;
  readonly Error?: { readonly Code?: string; readonly Message?: string };
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly statusCode?: number };
}
