import type { InstanceAttribute } from '@aws-sdk/client-ec2';
import type { Ec2Instance } from '../ec2-instance.js';
import { QueryError } from '../wire/query-error.js';
import { groupsOf } from './describe-instance.js';
import type { Ec2Handlers, Ec2Input, Ec2Service } from './ec2-service.js';
import { groupAsked } from './handle-security-groups.js';
import { found } from './ids.js';
import type { InstanceRecord } from './instance-records.js';
import { checkInstanceType } from './instance-types.js';
import { ROOT_DEVICE } from './root-volume.js';
import { decodeUserData, encodeUserData } from './user-data.js';

type Modification = Ec2Input<'ModifyInstanceAttribute'>;

/** What one attribute is told as. */
const ATTRIBUTES: Readonly<Record<string, (service: Ec2Service, instance: Ec2Instance, record: InstanceRecord) => InstanceAttribute>> = {
  disableApiTermination: (_service, _instance, { disableApiTermination }) => ({ DisableApiTermination: { Value: disableApiTermination } }),
  disableApiStop: (_service, _instance, { disableApiStop }) => ({ DisableApiStop: { Value: disableApiStop } }),
  instanceInitiatedShutdownBehavior: (_service, _instance, { shutdownBehavior }) => ({ InstanceInitiatedShutdownBehavior: { Value: shutdownBehavior } }),
  userData: (_service, { spec }) => ({ UserData: spec.userData === undefined ? {} : { Value: encodeUserData(spec.userData) } }),
  instanceType: (_service, { spec }) => ({ InstanceType: { Value: spec.instanceType } }),
  groupSet: (service, { spec }) => ({ Groups: groupsOf(service, spec.securityGroupIds) }),
  sourceDestCheck: (_service, _instance, { sourceDestCheck }) => ({ SourceDestCheck: { Value: sourceDestCheck } }),
  ebsOptimized: (_service, _instance, { ebsOptimized }) => ({ EbsOptimized: { Value: ebsOptimized } }),
  rootDeviceName: () => ({ RootDeviceName: { Value: ROOT_DEVICE } }),
  enaSupport: () => ({ EnaSupport: { Value: true } }),
  productCodes: () => ({ ProductCodes: [] }),
};

/** Attributes of instances. AWS: EC2 API. */
export const instanceAttributeHandlers = (service: Ec2Service): Ec2Handlers => ({
  DescribeInstanceAttribute: ({ InstanceId, Attribute }) => {
    const instance = instanceAsked(service, InstanceId);
    const describe = Object.hasOwn(ATTRIBUTES, Attribute) ? ATTRIBUTES[Attribute] : undefined;
    if (!describe) throw new QueryError('InvalidParameterValue', `Value (${Attribute}) for parameter attribute is invalid. Unknown attribute.`);
    return { InstanceId, ...describe(service, instance, service.records.of(instance)) };
  },

  ModifyInstanceAttribute: (input) => {
    const instance = instanceAsked(service, input.InstanceId);
    changeRecord(service.records.of(instance), input);
    changeSpec(service, instance, input);
    return {};
  },

  ModifyInstanceMetadataOptions: ({ InstanceId, ...options }) => {
    const record = service.records.of(instanceAsked(service, InstanceId));
    record.metadataOptions = { ...record.metadataOptions, ...options };
    const { HttpTokens, HttpPutResponseHopLimit, HttpEndpoint, HttpProtocolIpv6, InstanceMetadataTags } = record.metadataOptions;
    return { InstanceId, InstanceMetadataOptions: { State: 'applied', HttpTokens, HttpPutResponseHopLimit, HttpEndpoint, HttpProtocolIpv6, InstanceMetadataTags } };
  },

  MonitorInstances: ({ InstanceIds }) => ({ InstanceMonitorings: monitor(service, InstanceIds, true) }),
  UnmonitorInstances: ({ InstanceIds }) => ({ InstanceMonitorings: monitor(service, InstanceIds, false) }),
});

const instanceAsked = ({ core }: Ec2Service, id: string): Ec2Instance => found('instance', id, (id) => core.instances.find(id));

function changeRecord(record: InstanceRecord, input: Modification): void {
  const { Attribute: attribute, Value: value } = input;
  const flag = (given: { readonly Value?: boolean | undefined } | undefined, name: string): boolean | undefined => given?.Value ?? (attribute === name && value ? value === 'true' : undefined);
  record.disableApiTermination = flag(input.DisableApiTermination, 'disableApiTermination') ?? record.disableApiTermination;
  record.disableApiStop = flag(input.DisableApiStop, 'disableApiStop') ?? record.disableApiStop;
  record.sourceDestCheck = flag(input.SourceDestCheck, 'sourceDestCheck') ?? record.sourceDestCheck;
  record.ebsOptimized = flag(input.EbsOptimized, 'ebsOptimized') ?? record.ebsOptimized;
  const behavior = input.InstanceInitiatedShutdownBehavior?.Value ?? (attribute === 'instanceInitiatedShutdownBehavior' ? value : undefined);
  if (!behavior) return;
  if (behavior !== 'stop' && behavior !== 'terminate') throw new QueryError('InvalidParameterValue', `Value (${behavior}) for parameter instanceInitiatedShutdownBehavior is invalid. It must be stop or terminate.`);
  record.shutdownBehavior = behavior;
}

/** AWS: type and user data may only be changed of an instance that is stopped. */
function changeSpec(service: Ec2Service, instance: Ec2Instance, input: Modification): void {
  const { Attribute: attribute, Value: value } = input;
  const instanceType = input.InstanceType?.Value || (attribute === 'instanceType' ? value : undefined);
  // The SDK has decoded what is sent in UserData.Value once; what it holds is the data themselves.
  const given = input.UserData?.Value;
  const userData = given ? Buffer.from(given).toString() : attribute === 'userData' && value ? decodeUserData(value) : undefined;
  if ((instanceType || userData !== undefined) && instance.state !== 'stopped') {
    throw new QueryError('IncorrectInstanceState', `The instance '${instance.id}' is not in the 'stopped' state.`);
  }
  if (instanceType) {
    checkInstanceType(instanceType);
    instance.change({ instanceType });
  }
  if (userData !== undefined) instance.change({ userData });
  const groups = (input.Groups ?? []).map((GroupId) => groupAsked(service, { GroupId }).id);
  if (groups.length > 0) instance.change({ securityGroupIds: groups });
}

function monitor(service: Ec2Service, ids: readonly string[], enabled: boolean) {
  return ids.map((id) => instanceAsked(service, id)).map((instance) => {
    service.records.of(instance).monitoring = enabled;
    return { InstanceId: instance.id, Monitoring: { State: enabled ? ('enabled' as const) : ('disabled' as const) } };
  });
}
