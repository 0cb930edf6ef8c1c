import type { StaticOperationSchema } from '@smithy/types';
import { withKnown } from '../wire/known-members.testing.js';
import { SchemaValues } from '../wire/schema-values.testing.js';
import { modules } from '../wire/sdk-clients.testing.js';
import { v2WithMachines } from './v2.testing.js';

/** Another one at each run; that of a failure, which its title has, comes again with ANY_INPUT_SEED. */
const SEED = process.env.ANY_INPUT_SEED ?? String(Math.floor(Math.random() * 1e9));
const ROUNDS = 40;

const region = v2WithMachines();
afterAll(() => region.close());
const { send, core } = region;
const known: Record<string, unknown> = { VpcId: core.network.vpcId, Subnets: region.subnets('a', 'b'), Protocol: 'HTTP', Port: 80, Type: 'forward', Field: 'path-pattern' };

beforeAll(async () => {
  known.Id = await region.launch();
});
let turn = 0;
beforeEach(async () => {
  turn += 1;
  const [web, group] = [await region.balancer(`known-${turn}`), await region.group(`known-${turn}`)];
  const ListenerArn = await region.listener(web, group);
  const { Rules } = await send('CreateRule', { ListenerArn, Priority: 1, Conditions: [{ Field: 'path-pattern', Values: ['/a'] }], Actions: [{ Type: 'forward', TargetGroupArn: group }] });
  Object.assign(known, { LoadBalancerArn: web, TargetGroupArn: group, ListenerArn, RuleArn: Rules[0].RuleArn, ResourceArns: [web, group, ListenerArn], Key: 'idle_timeout.timeout_seconds' });
});
afterEach(() => send('DeleteLoadBalancer', { LoadBalancerArn: known.LoadBalancerArn }));

test.each(Object.keys(region.v2.handlers(modules.elbv2 as never)))(`whatever %s is sent, it answers or refuses, from seed ${SEED}`, async (action) => {
  const [, , , , input] = modules.elbv2[`${action}$`] as StaticOperationSchema;
  for (let round = 0; round < ROUNDS; round += 1) {
    const sent = withKnown(new SchemaValues([SEED, action, round].join(), 'query-input').of(input), round, (name, wanted) => (wanted ? known[name] : undefined)) as object;
    const { $metadata } = await send(action, sent).catch((error: { $metadata?: object }) => error);
    expect([$metadata?.httpStatusCode < 500, sent]).toEqual([true, sent]);
  }
});
