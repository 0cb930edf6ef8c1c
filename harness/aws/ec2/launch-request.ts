import type { InstanceSpec } from '../ec2-instance.js';
import type { LaunchData } from '../launch-source.js';
import type { Subnet } from '../network.js';
import { QueryError } from '../wire/query-error.js';
import type { Ec2Input, Ec2Service } from './ec2-service.js';
import { templateAsked, versionAsked } from './find-template.js';
import { groupAsked } from './handle-security-groups.js';
import { found } from './ids.js';
import { checkInstanceType } from './instance-types.js';
import { launchDataOf, type TemplateData } from './launch-data.js';
import { tagsFor } from './tag-rules.js';
import { decodeUserData } from './user-data.js';

export type RunRequest = Ec2Input<'RunInstances'>;

/** Kinds that RunInstances creates. */
const TAGGED = ['instance', 'volume', 'network-interface', 'spot-instances-request', 'elastic-gpu'];

/** AWS: InstanceType of RunInstances. */
const DEFAULT_TYPE = 'm1.small';

export interface LaunchRequest {
  readonly spec: InstanceSpec;
  /** Data of the template that it is launched from; nothing without one. */
  readonly template: TemplateData;
  /** Tags of what each instance brings along. */
  readonly tagged: { readonly volume: ReadonlyMap<string, string>; readonly networkInterface: ReadonlyMap<string, string> };
}

/**
 * What a request and the launch template that it names say together: the request goes before.
 * @throws AWS's errors for what cannot be, or does not exist
 */
export function readLaunch(service: Ec2Service, input: RunRequest): LaunchRequest {
  refuseUnsupported(input);
  const source = templateOf(service, input);
  const data: LaunchData = source?.launch ?? {};
  const tagsOf = (kind: string): ReadonlyMap<string, string> =>
    new Map([...tagsFor(kind, source?.data.TagSpecifications, TAGGED), ...tagsFor(kind, input.TagSpecifications, TAGGED)]);
  return {
    template: source?.data ?? {},
    tagged: { volume: tagsOf('volume'), networkInterface: tagsOf('network-interface') },
    spec: {
      imageId: imageOf(service, given(input.ImageId, data.imageId)),
      instanceType: typeOf(given(input.InstanceType, data.instanceType) ?? DEFAULT_TYPE),
      ...placeOf(service, input, source?.data ?? {}),
      securityGroupIds: groupsOf(service, input, data),
      tags: { ...Object.fromEntries(tagsOf('instance')), ...(source ? templateTags(source) : {}) },
      ...optionsOf(service, input, data),
      ...(source ? { launchTemplate: { id: source.id, version: source.version } } : {}),
    },
  };
}

/** The first text that is not empty. */
const given = (...texts: readonly (string | undefined)[]): string | undefined => texts.find((text) => text !== undefined && text !== '');

interface TemplateSource {
  readonly id: string;
  readonly version: string;
  readonly data: TemplateData;
  readonly launch: LaunchData;
}

/** AWS: tags that instances of a template get by themselves. */
const templateTags = ({ id, version }: TemplateSource): Record<string, string> => ({ 'aws:ec2launchtemplate:id': id, 'aws:ec2launchtemplate:version': version });

function templateOf(service: Ec2Service, { LaunchTemplate }: RunRequest): TemplateSource | undefined {
  if (!LaunchTemplate) return undefined;
  const template = templateAsked(service, LaunchTemplate);
  const { number, data } = versionAsked(template, LaunchTemplate.Version);
  return { id: template.id, version: String(number), data, launch: launchDataOf(data, (name) => service.groups.named(name)?.id) };
}

function imageOf({ core }: Ec2Service, id: string | undefined): string {
  if (!id) throw new QueryError('MissingParameter', 'The request must contain the parameter ImageId');
  return found('image', id, (id) => core.images.find(id)).id;
}

function typeOf(instanceType: string): string {
  checkInstanceType(instanceType);
  return instanceType;
}

/** What an instance may have, or do without. */
function optionsOf({ keyPairs }: Ec2Service, input: RunRequest, data: LaunchData): Pick<InstanceSpec, 'userData' | 'keyName' | 'instanceProfile'> {
  const userData = given(input.UserData, data.userData);
  const keyName = given(input.KeyName, data.keyName);
  if (keyName && !keyPairs.find(keyName)) throw new QueryError('InvalidKeyPair.NotFound', `The key pair '${keyName}' does not exist`);
  const instanceProfile = given(input.IamInstanceProfile?.Arn, input.IamInstanceProfile?.Name, data.instanceProfile);
  return { ...(userData ? { userData: decodeUserData(userData) } : {}), ...(keyName ? { keyName } : {}), ...(instanceProfile ? { instanceProfile } : {}) };
}

function placeOf(service: Ec2Service, input: RunRequest, template: TemplateData): Pick<InstanceSpec, 'availabilityZone' | 'subnetId' | 'vpcId'> {
  const zone = given(input.Placement?.AvailabilityZone, template.Placement?.AvailabilityZone);
  const id = given(input.SubnetId, input.NetworkInterfaces?.[0]?.SubnetId, template.NetworkInterfaces?.[0]?.SubnetId);
  const subnet = subnetOf(service, id, zone);
  return { availabilityZone: subnet.zone, subnetId: subnet.id, vpcId: subnet.vpcId };
}

/** The one that was named, that of a zone, or the first one. */
function subnetOf({ core }: Ec2Service, id: string | undefined, zone: string | undefined): Subnet {
  const { network, place } = core;
  if (id) {
    const subnet = found('subnet', id, (id) => network.subnet(id));
    if (zone && zone !== subnet.zone) throw new QueryError('InvalidParameterValue', `The availability zone '${zone}' is not that of the subnet '${id}', which is ${subnet.zone}`);
    return subnet;
  }
  const subnet = zone ? network.subnetOfZone(zone) : network.subnets[0];
  if (!subnet) throw new QueryError('InvalidParameterValue', `Invalid availability zone: [${zone}]; the region ${place.region} has ${network.subnets.map(({ zone }) => zone).join(', ')}`);
  return subnet;
}

function groupsOf(service: Ec2Service, { SecurityGroupIds = [], SecurityGroups = [], NetworkInterfaces = [] }: RunRequest, { securityGroupIds = [] }: LaunchData): string[] {
  const asked = [
    ...[...SecurityGroupIds, ...NetworkInterfaces.flatMap(({ Groups = [] }) => Groups)].filter(Boolean).map((GroupId) => groupAsked(service, { GroupId })),
    ...SecurityGroups.filter(Boolean).map((GroupName) => groupAsked(service, { GroupName })),
  ];
  const groups = asked.length > 0 ? asked : securityGroupIds.map((GroupId) => groupAsked(service, { GroupId }));
  return groups.length > 0 ? [...new Set(groups.map(({ id }) => id))] : [service.core.network.defaultSecurityGroupId];
}

/** Better no instance than one that is not as it was asked for. */
function refuseUnsupported({ PrivateIpAddress, NetworkInterfaces = [] }: RunRequest): void {
  if (NetworkInterfaces.length > 1) throw new QueryError('Unsupported', 'Instances of this endpoint have one network interface');
  if (NetworkInterfaces[0]?.NetworkInterfaceId) throw new QueryError('Unsupported', 'Instances of this endpoint bring their network interface along');
  if (PrivateIpAddress || NetworkInterfaces[0]?.PrivateIpAddress) throw new QueryError('Unsupported', 'Private addresses cannot be chosen at this endpoint');
}
