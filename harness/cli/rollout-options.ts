import { ConfigError } from '../model/errors.js';
import type { OwnPolicy } from '../model/fleet-plan.js';
import type { BalancerKind } from '../model/health-check.js';
import { oneOf } from './one-of.js';

/** What the command `rollout` is told; times as texts such as `1m`. */
export interface RolloutOptions {
  readonly old: string;
  readonly new: string;
  readonly app: string;
  readonly policy: OwnPolicy['policy'];
  readonly oldInstances: number;
  readonly instances: number;
  readonly bake: string;
  readonly deadline?: string;
  readonly balancer?: BalancerKind;
}

const text = { type: 'string' } as const;

export const ROLLOUT_OPTIONS = {
  old: text,
  new: text,
  app: text,
  policy: text,
  'old-instances': text,
  instances: text,
  bake: text,
  deadline: text,
  balancer: text,
} as const;

type RolloutValues = { readonly [K in keyof typeof ROLLOUT_OPTIONS]?: string | undefined };

/** @throws ConfigError for what is missing or out of range. */
export function rolloutOptions(values: RolloutValues): RolloutOptions {
  const { old, new: next, deadline, balancer } = values;
  if (old === undefined || next === undefined) throw new ConfigError('rollout: expected --old and --new, a folder, a git ref or an image each; see canarybed --help');
  const kind = balancer === undefined ? undefined : oneOf('--balancer', balancer, ['classic', 'application', 'network']);
  return {
    old,
    new: next,
    app: values.app ?? 'scenarios/app.ts',
    policy: oneOf('--policy', values.policy ?? 'capacity-wait', ['capacity-wait', 'instance-refresh', 'all-at-once']),
    oldInstances: countOf('--old-instances', values['old-instances'] ?? '2'),
    instances: countOf('--instances', values.instances ?? '2'),
    bake: values.bake ?? '1m',
    ...(deadline === undefined ? {} : { deadline }),
    ...(kind === undefined ? {} : { balancer: kind }),
  };
}

function countOf(option: string, text: string): number {
  if (/^(?:[1-9]|10)$/.test(text)) return Number(text);
  throw new ConfigError(`${option}: expected a number from 1 to 10, found "${text}"`);
}
