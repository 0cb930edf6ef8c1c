import { parseArgs } from 'node:util';
import { ConfigError } from '../model/errors.js';
import type { RolloutPolicy } from '../model/fleet-plan.js';
import type { BalancerKind } from '../model/health-check.js';
import type { Pace } from '../model/scenario.js';
import { parseRuntime, runtimeOf, type RuntimeWish } from '../model/runtime-wish.js';

export type Command =
  | { readonly name: 'run'; readonly files: readonly string[]; readonly title?: string; readonly runtime: RuntimeWish; readonly pace: Pace; readonly keep: boolean; readonly watch: boolean }
  | { readonly name: 'list'; readonly files: readonly string[]; readonly title?: string; readonly json: boolean }
  | { readonly name: 'explain'; readonly title: string }
  | {
      readonly name: 'rollout';
      readonly old: string;
      readonly new: string;
      readonly app: string;
      readonly policy: RolloutPolicy['policy'];
      readonly oldInstances: number;
      readonly instances: number;
      readonly bake: string;
      readonly deadline?: string;
      readonly balancer?: BalancerKind;
      readonly runtime: RuntimeWish;
      readonly pace: Pace;
      readonly watch: boolean;
    }
  | { readonly name: 'doctor'; readonly runtime: RuntimeWish }
  | { readonly name: 'help' }
  | { readonly name: 'version' };

export const USAGE = `canarybed: proves whether a health check tells a good release from a broken one

  canarybed run [files] [-t title]   roll scenarios out and judge them
      --runtime auto|containers|embedded   where to boot (also CANARYBED_RUNTIME; default auto)
      --pace fast|realtime                 default fast
      --keep                               leave surprising instances up, and say how to see them
      --no-watch                           do not confirm verdicts; they stay provisional
  canarybed rollout --old X --new Y  roll one real release out beside another, on one database;
                                     each a folder, a git ref or an image
      --app file                           describes the app (default scenarios/app.ts)
      --policy capacity-wait|instance-refresh|all-at-once   default capacity-wait
      --old-instances n, --instances n     default 2 each
      --bake time, --deadline time         how long both are looked at after the verdict; default 1m
      --balancer classic|application|network   default the app's
  canarybed list [files] [-t title] [--json]
  canarybed explain "title"          what a scenario would do; boots nothing
  canarybed doctor                   which runtime would be taken, and what is missing

Exit codes: 0 as expected, 1 surprise, 2 wrong use, 3 not fit to be tested,
  70 defect of canarybed, 130 interrupted.`;

const OPTIONS = {
  title: { type: 'string', short: 't' },
  runtime: { type: 'string' },
  pace: { type: 'string' },
  keep: { type: 'boolean' },
  'no-watch': { type: 'boolean' },
  old: { type: 'string' },
  new: { type: 'string' },
  app: { type: 'string' },
  policy: { type: 'string' },
  'old-instances': { type: 'string' },
  instances: { type: 'string' },
  bake: { type: 'string' },
  deadline: { type: 'string' },
  balancer: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

const ALLOWED: Record<string, readonly string[]> = {
  run: ['title', 'runtime', 'pace', 'keep', 'no-watch'],
  rollout: ['old', 'new', 'app', 'policy', 'old-instances', 'instances', 'bake', 'deadline', 'balancer', 'runtime', 'pace', 'no-watch'],
  list: ['title', 'json'],
  explain: [],
  doctor: ['runtime'],
};

/** @throws ConfigError for a command or option that is not known, with what is. */
export function parseCommand(args: readonly string[], env: NodeJS.ProcessEnv): Command {
  const { values, positionals } = parse(args);
  if (values.version === true) return { name: 'version' };
  const [name, ...rest] = positionals;
  if (name === undefined || values.help === true || name === 'help') return { name: 'help' };
  const allowed = Object.hasOwn(ALLOWED, name) ? ALLOWED[name] : undefined;
  if (!allowed) throw new ConfigError(`expected one of the commands ${Object.keys(ALLOWED).join(', ')}, found "${name}"; see canarybed --help`);
  const stray = Object.keys(values).find((option) => !allowed.includes(option));
  if (stray !== undefined) throw new ConfigError(`"${name}" takes no option --${stray}; see canarybed --help`);
  const title = values.title === undefined ? {} : { title: values.title };
  const runtime = (): RuntimeWish =>
    values.runtime === undefined ? runtimeOf(env) : parseRuntime(values.runtime, '--runtime');
  switch (name) {
    case 'run':
      return { name, files: rest, ...title, runtime: runtime(), pace: paceOf(values.pace), keep: values.keep ?? false, watch: values['no-watch'] !== true };
    case 'list':
      return { name, files: rest, ...title, json: values.json ?? false };
    case 'rollout':
      return { name, ...rolloutOf(values), runtime: runtime(), pace: paceOf(values.pace), watch: values['no-watch'] !== true };
    case 'explain':
      if (rest[0] === undefined) throw new ConfigError('explain: expected the title of a scenario; "canarybed list" shows them');
      return { name, title: rest.join(' ') };
    default:
      return { name: 'doctor', runtime: runtime() };
  }
}

function rolloutOf(values: ReturnType<typeof parse>['values']) {
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

function oneOf<T extends string>(option: string, found: string, known: readonly T[]): T {
  const word = known.find((each) => each === found);
  if (word !== undefined) return word;
  throw new ConfigError(`${option}: expected ${known.join(', ')}, found "${found}"`);
}

function countOf(option: string, text: string): number {
  if (/^(?:[1-9]|10)$/.test(text)) return Number(text);
  throw new ConfigError(`${option}: expected a number from 1 to 10, found "${text}"`);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new ConfigError(`${(error as Error).message}; see canarybed --help`);
  }
}

function paceOf(text: string | undefined): Pace {
  if (text === undefined || text === 'fast' || text === 'realtime') return text ?? 'fast';
  throw new ConfigError(`--pace: expected fast or realtime, found "${text}"`);
}
