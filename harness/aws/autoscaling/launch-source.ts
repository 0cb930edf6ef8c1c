import type { MixedInstancesPolicy } from '@aws-sdk/client-auto-scaling';
import type { FoundTemplate } from '../launch-source.js';
import type { Validated } from '../wire/types.js';
import type { AutoScalingGround } from './auto-scaling-service.js';
import { invalid } from './invalid.js';

/** What a group launches its instances from, as it was asked for. */
export type LaunchSource =
  | { readonly kind: 'configuration'; readonly name: string }
  | {
      readonly kind: 'template';
      readonly id: string;
      readonly name: string;
      /** As it was given: a number, `$Latest` or `$Default`; left out when it was not. */
      readonly version?: string;
      /** Goes before the template's own. */
      readonly instanceType?: string;
      /** Given instead of the template alone. */
      readonly mixed?: Mixed;
    };

type Mixed = Validated<MixedInstancesPolicy>;

interface GivenTemplate {
  readonly LaunchTemplateId?: string | undefined;
  readonly LaunchTemplateName?: string | undefined;
  readonly Version?: string | undefined;
}

/** What a request may say of where instances come from. */
export interface GivenSource {
  readonly LaunchConfigurationName?: string | undefined;
  readonly LaunchTemplate?: GivenTemplate | undefined;
  readonly MixedInstancesPolicy?: Mixed | undefined;
}

type Ground = Pick<AutoScalingGround, 'core' | 'templates' | 'configurations'>;

const NOT_FORMED = 'You must use a valid fully-formed launch template.';

/**
 * The source that a request names; undefined when it names none.
 * @throws QueryError ValidationError for more than one, and for one that does not exist or cannot be launched from.
 */
export function readSource(ground: Ground, { LaunchConfigurationName: configuration, LaunchTemplate: template, MixedInstancesPolicy: mixed }: GivenSource): LaunchSource | undefined {
  if ([configuration, template, mixed].filter(Boolean).length > 1) {
    throw invalid('Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.');
  }
  if (configuration) {
    if (!ground.configurations.has(configuration)) throw invalid(`Launch configuration name not found - Launch configuration ${configuration} not found`);
    return { kind: 'configuration', name: configuration };
  }
  if (template) return templateSource(ground, template);
  if (!mixed) return undefined;
  const { LaunchTemplateSpecification: specification, Overrides: [first] = [] } = mixed.LaunchTemplate ?? {};
  if (!specification) throw invalid('Valid requests must contain a LaunchTemplate in the MixedInstancesPolicy.');
  const own = templateSource(ground, first?.LaunchTemplateSpecification ?? specification);
  return { ...own, ...(first?.InstanceType ? { instanceType: first.InstanceType } : {}), mixed };
}

function templateSource(ground: Ground, { LaunchTemplateId: id, LaunchTemplateName: name, Version: version }: GivenTemplate): Extract<LaunchSource, { kind: 'template' }> {
  if (Boolean(id) === Boolean(name)) throw invalid('Valid requests must contain either launchTemplateId or LaunchTemplateName');
  const named = id ? { id } : { name: name ?? '' };
  const found = ground.templates.find({ ...named, ...(version ? { version } : {}) });
  if (!found) throw invalid(whyNotFound(ground, named, version));
  checkImage(ground, found);
  return { kind: 'template', id: found.id, name: found.name, ...(version ? { version } : {}) };
}

function whyNotFound({ templates }: Ground, named: { readonly id?: string; readonly name?: string }, version: string | undefined): string {
  const about = named.id === undefined ? `name ${named.name}` : `template ID ${named.id}`;
  if (!templates.find(named)) return `${NOT_FORMED} The specified launch template, with ${about}, does not exist.`;
  return `${NOT_FORMED} Could not find the specified version ${version} for the launch template with ${about}.`;
}

function checkImage({ core }: Ground, { data: { imageId } }: FoundTemplate): void {
  if (!imageId) throw invalid(`${NOT_FORMED} The request must contain the parameter ImageId`);
  if (!core.images.find(imageId)) throw invalid(`${NOT_FORMED} The image id '[${imageId}]' does not exist`);
}

/** Whether its version stands for another one as time goes on. */
export const hasMovingVersion = (source: LaunchSource | undefined): boolean => source?.kind === 'template' && (!source.version || source.version.startsWith('$'));
