import { QueryError } from '../wire/query-error.js';
import type { Ec2Handlers, Ec2Input, Ec2Service } from './ec2-service.js';
import { filtered, type FilterNames } from './filters.js';
import { templateAsked, versionAsked } from './find-template.js';
import { found } from './ids.js';
import { dataGiven, describeVersion, warningOf } from './handle-launch-templates.js';
import { describedData, mergedData } from './launch-data.js';
import { versionOf, type LaunchTemplate, type TemplateVersion } from './launch-templates.js';
import { paged } from './paging.js';
import { encodeUserData } from './user-data.js';
import { tagList } from './tag-rules.js';

interface PlacedVersion {
  readonly template: LaunchTemplate;
  readonly version: TemplateVersion;
}

const PAGE = { least: 1, most: 200 };

/** Versions of launch templates. AWS: EC2 API. */
export const templateVersionHandlers = (service: Ec2Service): Ec2Handlers => ({
  CreateLaunchTemplateVersion: (input) =>
    service.repeated.once('CreateLaunchTemplateVersion', input, () => {
      const template = templateAsked(service, input);
      const given = dataGiven(input.LaunchTemplateData);
      const source = input.SourceVersion ? versionAsked(template, input.SourceVersion) : undefined;
      const data = source ? mergedData(source.data, given) : given;
      const version = service.templates.addVersion(template, data, input.VersionDescription || undefined);
      return { LaunchTemplateVersion: describeVersion(service, template, version), ...warningOf(service, data) };
    }),

  DescribeLaunchTemplateVersions: (input) => {
    const asked = versionsAsked(service, input);
    const names: FilterNames<PlacedVersion> = {
      'create-time': ({ version }) => service.core.dateOf(version.createdAt).toISOString(),
      'ebs-optimized': ({ version }) => version.data.EbsOptimized,
      'iam-instance-profile': ({ version }) => version.data.IamInstanceProfile?.Arn,
      'image-id': ({ version }) => version.data.ImageId,
      'instance-type': ({ version }) => version.data.InstanceType,
      'is-default-version': ({ template, version }) => version.number === template.default,
    };
    const { items, NextToken } = paged(filtered(asked, input.Filters, names), input, PAGE);
    return { LaunchTemplateVersions: items.map(({ template, version }) => describeVersion(service, template, version)), NextToken };
  },

  DeleteLaunchTemplateVersions: (input) => {
    const template = templateAsked(service, input);
    const [deleted, kept]: [object[], object[]] = [[], []];
    const named = { LaunchTemplateId: template.id, LaunchTemplateName: template.name };
    for (const text of input.Versions) {
      const fault = faultOfDeletion(template, text);
      const VersionNumber = Number(text) || 0;
      if (fault) kept.push({ ...named, VersionNumber, ResponseError: fault });
      else {
        template.versions.delete(VersionNumber);
        deleted.push({ ...named, VersionNumber });
      }
    }
    return { SuccessfullyDeletedLaunchTemplateVersions: deleted, UnsuccessfullyDeletedLaunchTemplateVersions: kept };
  },

  GetLaunchTemplateData: ({ InstanceId }) => {
    const { core } = service;
    const { spec, tags } = found('instance', InstanceId, (id) => core.instances.find(id));
    return {
      LaunchTemplateData: describedData({
        ImageId: spec.imageId,
        InstanceType: spec.instanceType as never,
        SecurityGroupIds: spec.securityGroupIds,
        Placement: { AvailabilityZone: spec.availabilityZone },
        ...(spec.keyName ? { KeyName: spec.keyName } : {}),
        ...(spec.userData ? { UserData: encodeUserData(spec.userData) } : {}),
        ...(tags.size > 0 ? { TagSpecifications: [{ ResourceType: 'instance', Tags: tagList(tags) }] } : {}),
      }),
    };
  },
});

/** The newest first, as AWS lists them. Without a template: the latest or default version of every one. */
function versionsAsked(service: Ec2Service, input: Ec2Input<'DescribeLaunchTemplateVersions'>): PlacedVersion[] {
  const { LaunchTemplateId, LaunchTemplateName, Versions = [], MinVersion, MaxVersion } = input;
  if (!LaunchTemplateId && !LaunchTemplateName) {
    const stray = Versions.find((text) => text !== '$Latest' && text !== '$Default');
    if (stray !== undefined || Versions.length === 0) {
      throw new QueryError('MissingParameter', 'Either the launch template ID or the launch template name must be specified, unless the versions are $Latest or $Default.');
    }
    return service.templates.list().flatMap((template) => Versions.flatMap((text) => placed(template, versionOf(template, text))));
  }
  const template = templateAsked(service, input);
  if (Versions.length > 0) return Versions.flatMap((text) => placed(template, versionAsked(template, text)));
  const [least, most] = [numberOf(MinVersion, 1), numberOf(MaxVersion, Number.MAX_SAFE_INTEGER)];
  const within = [...template.versions.values()].filter(({ number }) => number >= least && number <= most);
  return within.sort((one, other) => other.number - one.number).map((version) => ({ template, version }));
}

const placed = (template: LaunchTemplate, version: TemplateVersion | undefined): PlacedVersion[] => (version ? [{ template, version }] : []);

function numberOf(text: string | undefined, otherwise: number): number {
  if (!text) return otherwise;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new QueryError('InvalidParameterValue', `Value (${text}) for a version is invalid. It must be a number.`);
}

/** AWS: ResponseError. */
function faultOfDeletion(template: LaunchTemplate, text: string): { Code: 'launchTemplateVersionDoesNotExist' | 'unexpectedError'; Message: string } | undefined {
  if (!/^\d{1,9}$/.test(text) || !template.versions.has(Number(text))) {
    return { Code: 'launchTemplateVersionDoesNotExist', Message: `Could not find the specified version ${text} for the launch template with ID ${template.id}.` };
  }
  return Number(text) === template.default ? { Code: 'unexpectedError', Message: 'The default version of a launch template cannot be deleted.' } : undefined;
}
