import type { StaticErrorSchema, StaticOperationSchema } from '@smithy/types';
import type { Door } from './door-request.js';
import { actionsOf } from './operation.js';
import { QueryError } from './query-error.js';
import { createDoor } from './router.js';
import { SchemaValues } from './schema-values.testing.js';
import { clientOf, modules, type Sender } from './sdk-clients.testing.js';
import { allServices, type ServiceKey } from './services.js';
import type { HandlersByService } from './types.js';

/** Another one at each run; that of a failure, which its title has, comes again with ROUND_TRIP_SEED. */
const SEED = process.env.ROUND_TRIP_SEED ?? String(Math.floor(Math.random() * 1e9));
const ROUNDS = 6;

const EC2_ACTIONS = `
  DescribeImages DescribeInstances RunInstances TerminateInstances StartInstances StopInstances DescribeInstanceAttribute
  DescribeInstanceStatus DescribeInstanceTypes DescribeInstanceCreditSpecifications DescribeVolumes
  CreateLaunchTemplate CreateLaunchTemplateVersion DeleteLaunchTemplate DeleteLaunchTemplateVersions
  DescribeLaunchTemplates DescribeLaunchTemplateVersions GetLaunchTemplateData ModifyLaunchTemplate
  DescribeSecurityGroups CreateSecurityGroup DeleteSecurityGroup AuthorizeSecurityGroupIngress
  AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress RevokeSecurityGroupEgress DescribeSecurityGroupRules
  DescribeNetworkInterfaces DescribeVpcs DescribeVpcAttribute DescribeSubnets DescribeRouteTables
  DescribeAvailabilityZones DescribeAccountAttributes CreateTags DeleteTags DescribeTags`
  .trim()
  .split(/\s+/);

const actionsIn: Readonly<Record<ServiceKey, readonly string[]>> = {
  elb: actionsOf(modules.elb),
  elbv2: actionsOf(modules.elbv2),
  autoscaling: actionsOf(modules.autoscaling),
  sts: actionsOf(modules.sts),
  ec2: EC2_ACTIONS,
};
const services: readonly ServiceKey[] = ['elb', 'elbv2', 'autoscaling', 'sts', 'ec2'];

/** What handlers were given, and what they answer. */
let received: unknown;
let output: () => object;
let door: Door;
let clients: Record<string, Sender>;

beforeAll(() => {
  const handler = (input: unknown): object => {
    received = input;
    return output();
  };
  const handlers = Object.fromEntries(services.map((key) => [key, Object.fromEntries(actionsIn[key].map((action) => [action, handler]))]));
  door = createDoor(handlers as HandlersByService);
  clients = Object.fromEntries(services.map((key) => [key, clientOf(key, door)]));
});

const sendTo = (key: ServiceKey, action: string, input: object): Promise<Record<string, unknown>> => {
  const client = clients[key];
  if (!client) throw new Error(`no client of ${key}`);
  return client.send(action, input);
};

test('the table of services is that of the SDK', () => {
  for (const { key, version, xmlNamespace, protocol } of allServices()) {
    expect(clients[key]?.config.protocolSettings).toMatchObject({ version, xmlNamespace });
    expect(clients[key]?.config.protocol.getShapeId()).toBe(protocol === 'ec2' ? 'aws.protocols#ec2Query' : 'aws.protocols#awsQuery');
  }
});

test('the services have as many operations as ever', () => {
  expect(services.map((key) => [key, actionsOf(modules[key]).length])).toEqual([['elb', 29], ['elbv2', 51], ['autoscaling', 68], ['sts', 12], ['ec2', 823]]);
});

describe.each(services)(`%s, from seed ${SEED}`, (key) => {
  test.each(actionsIn[key])('what the SDK sends and receives for %s is what a handler receives and sends', async (action) => {
    const [, , , , input, outcome] = modules[key][`${action}$`] as StaticOperationSchema;
    for (let round = 0; round < ROUNDS; round += 1) {
      const seed = [SEED, key, action, round].join();
      const sent = new SchemaValues(`${seed},in`, key === 'ec2' ? 'ec2-input' : 'query-input').of(input);
      const answered = new SchemaValues(`${seed},out`, 'output').of(outcome);
      output = () => answered;
      const { $metadata, ...got } = await sendTo(key, action, sent);
      expect(received).toEqual(sent);
      expect(got).toEqual(answered);
      expect($metadata).toMatchObject({ httpStatusCode: 200, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    }
  });
});

const modelled = services.flatMap((key) =>
  Object.values(modules[key])
    .filter((schema): schema is StaticErrorSchema => Array.isArray(schema) && schema[0] === -3 && Boolean(schema[3]))
    .map((schema): [ServiceKey, string, StaticErrorSchema] => [key, schema[2], schema]),
);

test('as many errors are modelled as ever', () => {
  expect(modelled).toHaveLength(105);
});

test.each(modelled)('%s: the SDK throws its %s where a handler threw it', async (key, name, schema) => {
  const { awsQueryError: [code, status] } = schema[3] as unknown as { readonly awsQueryError: readonly [string, number] };
  const Exception = modules[key][name] as new (options: object) => Error;
  const message = `no <such> "thing" & 'none' either (${name})`;
  output = () => {
    throw new Exception({ message, $metadata: {} });
  };
  const thrown = await sendTo(key, actionsIn[key][0] ?? '', requiredOf(key)).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(Exception);
  expect(thrown).toMatchObject({ name, message, Code: code, $metadata: { httpStatusCode: status }, $fault: status < 500 ? 'client' : 'server' });
});

test.each(services)('%s: an error without a model has the code that it was thrown with', async (key) => {
  output = () => {
    throw new QueryError('InvalidThing.NotFound', "The thing 'x' does not exist");
  };
  const thrown = await sendTo(key, actionsIn[key][0] ?? '', requiredOf(key)).catch((error: unknown) => error);
  expect(thrown).toMatchObject({ name: 'InvalidThing.NotFound', message: "The thing 'x' does not exist", $metadata: { httpStatusCode: 400 } });
});

/** An input for a service's first action. */
function requiredOf(key: ServiceKey): object {
  const [, , , , input] = modules[key][`${actionsIn[key][0]}$`] as StaticOperationSchema;
  return new SchemaValues('required', key === 'ec2' ? 'ec2-input' : 'query-input').of(input);
}
