import type { StaticOperationSchema } from '@smithy/types';
import { withKnown } from '../wire/known-members.testing.js';
import { SchemaValues } from '../wire/schema-values.testing.js';
import { modules } from '../wire/sdk-clients.testing.js';
import { AMI, ec2WithMachines } from './ec2.testing.js';
import { openEc2 } from './open-ec2.js';

/** Another one at each run; that of a failure, which its title has, comes again with ANY_INPUT_SEED. */
const SEED = process.env.ANY_INPUT_SEED ?? String(Math.floor(Math.random() * 1e9));
const ROUNDS = 40;

const ec2 = ec2WithMachines();
afterAll(() => ec2.close());
const { send, core } = ec2;
const known: Record<string, unknown> = { ImageId: AMI, MinCount: 1, MaxCount: 1, VpcId: core.network.vpcId, KeyType: 'ed25519', KeyFormat: 'pem', DryRun: false };

beforeAll(async () => {
  const { Instances } = await send('RunInstances', { ImageId: AMI, MinCount: 1, MaxCount: 1 });
  const [{ InstanceId, NetworkInterfaces }] = Instances;
  const { LaunchTemplate } = await send('CreateLaunchTemplate', { LaunchTemplateName: 'known', LaunchTemplateData: { ImageId: AMI } });
  const { SecurityGroupRules } = await send('AuthorizeSecurityGroupIngress', { GroupName: 'default', IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] });
  Object.assign(known, {
    InstanceId,
    NetworkInterfaceId: NetworkInterfaces[0].NetworkInterfaceId,
    LaunchTemplateId: LaunchTemplate.LaunchTemplateId,
    GroupId: core.network.defaultSecurityGroupId,
    SecurityGroupRuleId: SecurityGroupRules[0].SecurityGroupRuleId,
  });
});

function knownFor(name: string, wanted: boolean): unknown {
  if (name === 'DryRun') return false;
  if (!wanted) return undefined;
  return known[name] ?? (name.endsWith('Ids') && known[name.slice(0, -1)] !== undefined ? [known[name.slice(0, -1)]] : undefined);
}

const actions = Object.keys(openEc2(core).handlers(modules.ec2 as never));

test.each(actions)(`whatever %s is sent, it answers or refuses, from seed ${SEED}`, async (action) => {
  const [, , , , input] = modules.ec2[`${action}$`] as StaticOperationSchema;
  for (let round = 0; round < ROUNDS; round += 1) {
    const sent = withKnown(new SchemaValues([SEED, action, round].join(), 'ec2-input').of(input), round, knownFor) as object;
    const { $metadata } = await send(action, sent).catch((error: { $metadata?: object }) => error);
    expect([$metadata?.httpStatusCode < 500, sent]).toEqual([true, sent]);
  }
});
