import type { LaunchTemplateVersion, ValidationWarning } from '@aws-sdk/client-ec2';
import { QueryError } from '../wire/query-error.js';
import type { Ec2Handlers, Ec2Service } from './ec2-service.js';
import { filtered, type FilterNames } from './filters.js';
import { templateAsked, templateNamed, versionAsked } from './find-template.js';
import { chosen, notFound } from './ids.js';
import { describedData, keptData, type TemplateData } from './launch-data.js';
import { newestOf, type LaunchTemplate, type TemplateVersion } from './launch-templates.js';
import { paged } from './paging.js';
import { tagList, tagsFor } from './tag-rules.js';

/** AWS: LaunchTemplateName. */
const NAME = /^[a-zA-Z0-9().\-/_]{3,128}$/;
const PAGE = { least: 1, most: 200 };

/** Launch templates themselves. AWS: EC2 API. */
export const launchTemplateHandlers = (service: Ec2Service): Ec2Handlers => ({
  CreateLaunchTemplate: (input) =>
    service.repeated.once('CreateLaunchTemplate', input, () => {
      const { templates, tags } = service;
      const { LaunchTemplateName: name, LaunchTemplateData, VersionDescription, TagSpecifications } = input;
      if (!NAME.test(name)) {
        throw new QueryError('InvalidLaunchTemplateName.MalformedException', "A launch template name must be between 3 and 128 characters, and may contain letters, numbers, and the following characters: - ( ) . / _");
      }
      const data = dataGiven(LaunchTemplateData);
      const given = tagsFor('launch-template', TagSpecifications);
      if (templates.byName(name)) throw new QueryError('InvalidLaunchTemplateName.AlreadyExistsException', 'Launch template name already in use.');
      const template = templates.create(name, data, VersionDescription || undefined);
      tags.set(template.id, given);
      return { LaunchTemplate: describeTemplate(service, template), ...warningOf(service, data) };
    }),

  DescribeLaunchTemplates: ({ LaunchTemplateIds, LaunchTemplateNames, Filters, ...page }) => {
    const { templates, tags, core } = service;
    const byId = chosen('launch-template', LaunchTemplateIds, templates.list(), ({ id }) => id);
    const named = (LaunchTemplateNames ?? []).map((name) => templateNamed(templates, name));
    const asked = named.length === 0 ? byId : [...new Set([...(LaunchTemplateIds?.length ? byId : []), ...named])];
    const names: FilterNames<LaunchTemplate> = {
      'create-time': ({ createdAt }) => core.dateOf(createdAt).toISOString(),
      'launch-template-name': ({ name }) => name,
    };
    const { items, NextToken } = paged(filtered(asked, Filters, names, ({ id }) => tags.of(id)), page, PAGE);
    return { LaunchTemplates: items.map((template) => describeTemplate(service, template)), NextToken };
  },

  ModifyLaunchTemplate: (input) => {
    const template = templateAsked(service, input);
    if (!input.DefaultVersion) throw new QueryError('MissingParameter', 'The request must contain the parameter SetDefaultVersion');
    template.default = versionAsked(template, input.DefaultVersion).number;
    return { LaunchTemplate: describeTemplate(service, template) };
  },

  DeleteLaunchTemplate: (input) => {
    const template = templateAsked(service, input);
    const described = describeTemplate(service, template);
    service.templates.delete(template);
    service.tags.forget(template.id);
    return { LaunchTemplate: described };
  },
});

/** @throws QueryError for data that say nothing at all */
export function dataGiven(given: TemplateData): TemplateData {
  if (Object.keys(given).length === 0) throw new QueryError('MissingParameter', 'The request must contain the parameter LaunchTemplateData');
  return keptData(given);
}

function describeTemplate({ core, tags }: Ec2Service, template: LaunchTemplate) {
  return {
    LaunchTemplateId: template.id,
    LaunchTemplateName: template.name,
    CreateTime: core.dateOf(template.createdAt),
    CreatedBy: `arn:aws:iam::${core.place.account}:root`,
    DefaultVersionNumber: template.default,
    LatestVersionNumber: newestOf(template),
    Tags: tagList(tags.of(template.id)),
  };
}

export function describeVersion({ core }: Ec2Service, template: LaunchTemplate, { number, description, createdAt, data }: TemplateVersion): LaunchTemplateVersion {
  return {
    LaunchTemplateId: template.id,
    LaunchTemplateName: template.name,
    VersionNumber: number,
    VersionDescription: description,
    CreateTime: core.dateOf(createdAt),
    CreatedBy: `arn:aws:iam::${core.place.account}:root`,
    DefaultVersion: number === template.default,
    LaunchTemplateData: describedData(data),
  };
}

/** A template with an image that does not exist is made nevertheless. AWS: Warning of CreateLaunchTemplate. */
export function warningOf({ core }: Ec2Service, { ImageId: id }: TemplateData): { Warning?: ValidationWarning } {
  if (!id || id.startsWith('resolve:') || core.images.find(id)) return {};
  const { code, message } = notFound('image', [id]);
  return { Warning: { Errors: [{ Code: code, Message: message }] } };
}
