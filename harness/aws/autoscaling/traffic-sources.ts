import type { GroupBalancer } from '../../fleet/auto-scaling-group.js';
import type { Attachments } from './attachments.js';
import { invalid } from './invalid.js';

/** A balancer that a group is attached to. AWS: TrafficSourceIdentifier. */
export interface TrafficSource {
  readonly type: 'elb' | 'elbv2';
  /** Name of a classic balancer, ARN of a target group. */
  readonly identifier: string;
  readonly balancer: GroupBalancer;
}

interface GivenIdentifier {
  readonly Identifier?: string | undefined;
  readonly Type?: string | undefined;
}

export interface GivenSources {
  readonly LoadBalancerNames?: readonly string[] | undefined;
  readonly TargetGroupARNs?: readonly string[] | undefined;
  readonly TrafficSources?: readonly GivenIdentifier[] | undefined;
}

export type NamedSource = Pick<TrafficSource, 'type' | 'identifier'>;

/** The sources that a request names, each once. Pure. @throws QueryError ValidationError for a type that is none */
export function sourcesNamed({ LoadBalancerNames = [], TargetGroupARNs = [], TrafficSources = [] }: GivenSources): NamedSource[] {
  const named: NamedSource[] = [
    ...LoadBalancerNames.map((identifier): NamedSource => ({ type: 'elb', identifier })),
    ...TargetGroupARNs.map((identifier): NamedSource => ({ type: 'elbv2', identifier })),
    ...TrafficSources.map(({ Identifier = '', Type }): NamedSource => ({ type: typeOf(Identifier, Type), identifier: Identifier })),
  ];
  return [...new Map(named.map((one) => [sourceName(one), one])).values()];
}

const TYPES: readonly NamedSource['type'][] = ['elb', 'elbv2'];

/** The name under which a group of `fleet/` knows a source: equal for equal ones. Pure. */
export const sourceName = ({ type, identifier }: NamedSource): string => `${type}/${identifier}`;

/** @throws Error for what `sourceName` never made */
export function readSourceName(name: string): NamedSource {
  const type = TYPES.find((one) => name.startsWith(`${one}/`));
  if (!type) throw new Error(`expected the name of a traffic source, found "${name}"`);
  return { type, identifier: name.slice(type.length + 1) };
}

/** The type may be left out where the identifier tells it. AWS: TrafficSourceIdentifier. */
function typeOf(identifier: string, type: string | undefined): NamedSource['type'] {
  const known = TYPES.find((one) => one === type);
  if (known) return known;
  if (!type) return identifier.includes(':targetgroup/') ? 'elbv2' : 'elb';
  throw invalid(`Traffic source type '${type}' is not supported at this endpoint. It must be elb or elbv2`);
}

/** @throws QueryError ValidationError for a balancer that does not exist */
export function trafficSource(attachments: Attachments, { type, identifier }: NamedSource): TrafficSource {
  const find = (): GroupBalancer | undefined => (type === 'elb' ? attachments.classic(identifier) : attachments.targetGroup(identifier));
  if (find()) return { type, identifier, balancer: lookedUp(find, missing(type, identifier)) };
  const what = type === 'elb' ? 'Load Balancers' : 'Target Groups';
  throw invalid(`Provided ${what} may not be valid. Please ensure they exist and try again.`);
}

/** A group knows a balancer by its name: it may be deleted, and another one of the same name made. */
function lookedUp(find: () => GroupBalancer | undefined, missing: string): GroupBalancer {
  return {
    register: (instance) => {
      const found = find();
      if (!found) throw new Error(missing);
      found.register(instance);
    },
    deregister: async (id) => find()?.deregister(id),
    healthOf: (id) => find()?.healthOf(id) ?? 'unregistered',
  };
}

/** AWS's words for a launch that such a balancer keeps from being in service. AWS: Verify a scaling activity. */
const missing = (type: TrafficSource['type'], identifier: string): string =>
  type === 'elb'
    ? `There is no ACTIVE Load Balancer named '${identifier}'. Updating load balancer configuration failed.`
    : `One or more target groups not found: ${identifier}. Updating load balancer configuration failed.`;
