import type { LaunchTemplateSource } from '../launch-source.js';
import { pageOf } from '../page.js';
import type { RegionCore } from '../region-base.js';
import type { ServiceModules } from '../wire/services.js';
import type { Handlers, Input } from '../wire/types.js';
import type { Attachments } from './attachments.js';
import type { Groups } from './groups.js';
import { invalid } from './invalid.js';
import type { LaunchConfiguration } from './launch-configuration.js';
import type { ManagedGroup } from './managed-group.js';

export type AutoScalingModule = ServiceModules['autoscaling'];
export type AutoScalingHandlers = Handlers<AutoScalingModule>;
export type AutoScalingInput<A extends keyof AutoScalingHandlers> = Input<AutoScalingModule, A>;

/** What groups stand on. */
export interface AutoScalingGround {
  readonly core: RegionCore;
  readonly attachments: Attachments;
  readonly templates: LaunchTemplateSource;
  readonly configurations: Map<string, LaunchConfiguration>;
  readonly groups: Groups;
}

/** What all parts of the service share. */
export interface AutoScalingService extends AutoScalingGround {
  readonly sdk: AutoScalingModule;
}

/** @throws QueryError ValidationError for a group that does not exist. */
export function groupNamed({ groups }: AutoScalingGround, name: string): ManagedGroup {
  const group = groups.named(name);
  if (!group) throw invalid(`AutoScalingGroup name not found - AutoScalingGroup '${name}' not found`);
  group.followTemplate();
  return group;
}

/** A group that may be changed. @throws also ScalingActivityInProgress while it is being deleted. */
export function changeableGroup(service: AutoScalingService, name: string): ManagedGroup {
  const group = groupNamed(service, name);
  if (!group.deleting) return group;
  throw new service.sdk.ScalingActivityInProgressFault({ message: `AutoScalingGroup '${name}' is pending delete`, $metadata: {} });
}

interface PagedRequest {
  readonly NextToken?: string | undefined;
  readonly MaxRecords?: number | undefined;
}

/**
 * The page that a request asks for. AWS: MaxRecords and NextToken of each operation.
 * @param standard items of a page when the request does not say
 * @throws ValidationError for a size out of range, InvalidNextToken for a token that is none of ours.
 */
export function paged<T>(
  { sdk }: AutoScalingService,
  all: readonly T[],
  { NextToken: token, MaxRecords: size }: PagedRequest,
  { standard = 50, most = 100 }: { readonly standard?: number; readonly most?: number } = {},
): { readonly items: readonly T[]; readonly NextToken?: string } {
  if (size !== undefined && (size < 1 || size > most)) throw invalid(`MaxRecords must be between 1 and ${most}, found ${size}`);
  const { items, next } = pageOf(all, token, size ?? standard, () => new sdk.InvalidNextToken({ message: `The token '${token}' is invalid`, $metadata: {} }));
  return next === undefined ? { items } : { items, NextToken: next };
}
