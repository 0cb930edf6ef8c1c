import { actionsOf } from '../../harness/aws/wire/operation.js';
import { allServices, type ModuleExports, type ServiceKey } from '../../harness/aws/wire/services.js';
import type { HandlersByService } from '../../harness/aws/wire/types.js';

/** Names of operations, by service. */
export type ActionsByService = Readonly<Partial<Record<ServiceKey, readonly string[]>>>;

const NAMES: Readonly<Record<ServiceKey, string>> = {
  elb: 'Elastic Load Balancing, classic',
  elbv2: 'Elastic Load Balancing, application and network',
  autoscaling: 'EC2 Auto Scaling',
  ec2: 'EC2',
  sts: 'STS',
};

/** More refused operations than this are counted, and not named. */
const MOST_NAMED = 60;

/** All operations that AWS's services have. */
export async function allActions(): Promise<ActionsByService> {
  const services = await Promise.all(allServices().map(async (service) => [service.key, actionsOf(await service.load())] as const));
  return Object.fromEntries(services);
}

/** Operations that have a handler. */
export async function servedBy(handlers: HandlersByService): Promise<ActionsByService> {
  const services = await Promise.all(allServices().map(async (service) => [service.key, namesIn(handlers[service.key], await service.load())] as const));
  return Object.fromEntries(services);
}

function namesIn(given: object | ((sdk: never) => object) | undefined, sdk: ModuleExports): string[] {
  const handlers = (typeof given === 'function' ? given(sdk as never) : (given ?? {})) as Readonly<Record<string, unknown>>;
  return Object.keys(handlers).filter((action) => handlers[action] !== undefined);
}

/** A row for each service, with what it serves and what it refuses. Markdown. Pure. */
export function operationsTable(all: ActionsByService, served: ActionsByService): string {
  const rows = (Object.keys(NAMES) as ServiceKey[]).map((key) => {
    const own = new Set(served[key]);
    const [answered, refused] = [true, false].map((wanted) => (all[key] ?? []).filter((action) => own.has(action) === wanted)) as [string[], string[]];
    return `| ${NAMES[key]} | ${cell(answered, Infinity)} | ${cell(refused, MOST_NAMED)} |`;
  });
  return ['| service | served | refused with `InvalidAction` |', '| --- | --- | --- |', ...rows].join('\n');
}

function cell(actions: readonly string[], most: number): string {
  if (actions.length === 0) return 'none';
  if (actions.length > most) return `the other ${actions.length}`;
  return `${actions.length}: ${byVerb(actions)}`;
}

/** `Describe` Instances, Images; `Run` Instances. */
function byVerb(actions: readonly string[]): string {
  const verbs = new Map<string, string[]>();
  for (const action of [...actions].sort()) {
    const [, verb = '', what = ''] = /^([A-Z][a-z]+)(.*)$/.exec(action) ?? [];
    verbs.set(verb, [...(verbs.get(verb) ?? []), what]);
  }
  return [...verbs].map(([verb, whats]) => `**${verb}** ${whats.join(', ')}`).join('; ');
}
