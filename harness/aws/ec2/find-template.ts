import { QueryError } from '../wire/query-error.js';
import type { Ec2Service } from './ec2-service.js';
import { found } from './ids.js';
import { versionOf, type LaunchTemplate, type TemplateVersion } from './launch-templates.js';

interface GivenReference {
  readonly LaunchTemplateId?: string | undefined;
  readonly LaunchTemplateName?: string | undefined;
}

/** @throws QueryError when it is named in neither way or in both, or does not exist. AWS: "Error codes for the Amazon EC2 API". */
export function templateAsked({ templates }: Ec2Service, { LaunchTemplateId: id, LaunchTemplateName: name }: GivenReference): LaunchTemplate {
  if (id && name) throw new QueryError('InvalidParameterCombination', 'You must specify either the ID or the name of the launch template, but not both.');
  if (id) return found('launch-template', id, (id) => templates.byId(id));
  if (!name) throw new QueryError('MissingParameter', 'Either the launch template ID or the launch template name must be specified.');
  return templateNamed(templates, name);
}

export function templateNamed(templates: Ec2Service['templates'], name: string): LaunchTemplate {
  const template = templates.byName(name);
  if (!template) throw new QueryError('InvalidLaunchTemplateName.NotFoundException', 'At least one of the launch templates specified in the request does not exist.');
  return template;
}

/** @param version a number, `$Latest` or `$Default` (also when empty) @throws QueryError when there is none */
export function versionAsked(template: LaunchTemplate, version: string | undefined): TemplateVersion {
  const found = versionOf(template, version);
  if (!found) throw new QueryError('InvalidLaunchTemplateId.VersionNotFound', `Could not find the specified version ${version} for the launch template with ID ${template.id}.`);
  return found;
}
