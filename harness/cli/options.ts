import { ConfigError } from '../model/errors.js';
import type { Pace } from '../model/scenario.js';
import { AUDIT_OPTIONS, auditOptions, type AuditCommand } from './audit-options.js';
import { imageOptions, IMAGE_OPTIONS, type ImageOptions } from './image-options.js';
import { initOptions, INIT_OPTIONS, INIT_USAGE, type InitOptions } from './init-options.js';
import { oneOf } from './one-of.js';
import { readArgs } from './read-args.js';
import { reportOptions, REPORT_OPTIONS, REPORT_USAGE, type ReportOptions } from './report-options.js';
import { reporterOptions, REPORTER_OPTIONS, type ReporterChoice } from './reporter-options.js';
import { runOptions, RUN_OPTIONS, RUN_USAGE, type RunOptions } from './run-options.js';
import { rolloutOptions, ROLLOUT_OPTIONS, type RolloutOptions } from './rollout-options.js';
import { serveOptions, SERVE_OPTIONS, type ServeOptions } from './serve-options.js';
import { showOptions, SHOW_OPTIONS, SHOW_USAGE, type ShowOptions } from './show-options.js';
import { parseRuntime, runtimeOf, type RuntimeWish } from '../model/runtime-wish.js';

export type Command =
  | ({ readonly name: 'run'; readonly files: readonly string[]; readonly title?: string; readonly runtime: RuntimeWish; readonly pace: Pace; readonly reporters?: readonly ReporterChoice[] } & RunOptions)
  | { readonly name: 'list'; readonly files: readonly string[]; readonly title?: string; readonly json: boolean }
  | { readonly name: 'explain'; readonly title: string }
  | ({ readonly name: 'rollout'; readonly runtime: RuntimeWish; readonly pace: Pace; readonly watch: boolean } & RolloutOptions)
  | ({ readonly name: 'serve'; readonly runtime: RuntimeWish } & ServeOptions)
  | ({ readonly name: 'audit'; readonly runtime: RuntimeWish; readonly reporters?: readonly ReporterChoice[] } & AuditCommand)
  | ({ readonly name: 'image' } & ImageOptions)
  | ({ readonly name: 'init' } & InitOptions)
  | ({ readonly name: 'report' } & ReportOptions)
  | ({ readonly name: 'show' } & ShowOptions)
  | { readonly name: 'doctor'; readonly files: readonly string[]; readonly runtime: RuntimeWish }
  | { readonly name: 'help' }
  | { readonly name: 'version' };

export const USAGE = `canarybed: proves whether a health check tells a good release from a broken one

${RUN_USAGE}
  canarybed rollout --old X --new Y  roll one real release out beside another, on one database;
                                     each a folder, a git ref or an image
      --app file                           describes the app (default scenarios/app.ts)
      --policy capacity-wait|instance-refresh|all-at-once   default capacity-wait
      --old-instances n, --instances n     default 2 each
      --bake time, --deadline time         how long both are looked at after the verdict; default 1m
      --balancer classic|application|network   default the app's
      --runtime, --pace, --no-watch        as of run
  canarybed audit                    break an app in every way that applies: how many broken
                                     releases would its check let through, and how many good refuse?
      --config file                        describes the app (docs/audit-config.md); or flags alone:
                                           --command or --image, --port, --health, --page, --env,
                                           --postgres, --migrate, --skip-with, --reset, ...
      --list                               what would be broken; boots nothing
      --area a,b, --operator a,b, --max n, --seed n, --since ref   only a part
      --ignore "id=reason"                 leave one out; may be repeated
      --incremental                        run again only what a change may reach
      --break-on n                         exit 1 under n % of sensitivity or of specificity
      --baseline file                      exit 1 for survivors and false alarms it does not know
      --as-scenarios, --json               print survivors as a scenario file, or all results
      --reporter name[=file],...           as of run, and mutation
      --concurrency n, --limit seconds     at once; and for one mutant, default 120 or more
      --watch-for time                     watch accepted ones longer, such as 60s
      --runtime                            as of run
  canarybed serve [files]            answer AWS's load balancing, Auto Scaling, EC2 and STS APIs,
                                     and boot what is launched
      files                                describe what AMI ids stand for (docs/aws.md); images of
                                           "image build" are known too
      --ami id=what                        app, a folder, git ref or image, answers:STATUS, nothing
      --app file                           describes the app (default scenarios/app.ts)
      --instances none                     every AMI stands for nothing: no app is booted
      --host address, --port n             default 127.0.0.1 and 4566; port 0 takes a free one
      --region name                        default us-east-1
      --credentials id:secret              verify signatures; otherwise any will do
      --localstack[=image]                 AWS's other services, from LocalStack
      --initial-successes n                checks before the first InService of a classic balancer
      --never-healthy keep|replace         instances of groups that never passed; default keep
      --health-check-period seconds        between two looks of a group; default 10
      --runtime                            as of run
  canarybed image build              make the release an image, and print its id alone
      --app file                           describes the app (default scenarios/app.ts)
      --runtime auto|containers|embedded   containers: a container image; embedded: a folder
      --dockerfile file, --context folder  a container image of your own making
      --json                               all that is known of it
  canarybed image list [--json]
  canarybed image remove id
  canarybed list [files] [-t title] [--json]
  canarybed explain "title"          what a scenario would do; boots nothing
${INIT_USAGE}
${REPORT_USAGE}
${SHOW_USAGE}
  canarybed doctor [files] [--runtime]   which runtime would be taken, and what is missing

Exit codes: 0 as expected, 1 surprise or under the gate, 2 wrong use, 3 not fit to be tested,
  70 defect of canarybed, 130 interrupted, 143 by SIGTERM, 129 by a closed terminal.`;

const OPTIONS = {
  title: { type: 'string', short: 't' },
  runtime: { type: 'string' },
  pace: { type: 'string' },
  ...RUN_OPTIONS,
  ...REPORTER_OPTIONS,
  ...AUDIT_OPTIONS,
  ...ROLLOUT_OPTIONS,
  ...SERVE_OPTIONS,
  ...IMAGE_OPTIONS,
  ...INIT_OPTIONS,
  ...REPORT_OPTIONS,
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

const ALLOWED: Record<string, readonly string[]> = {
  run: [...Object.keys(RUN_OPTIONS), 'title', 'runtime', 'pace', 'reporter'],
  rollout: [...Object.keys(ROLLOUT_OPTIONS), 'runtime', 'pace', 'no-watch'],
  audit: [...Object.keys(AUDIT_OPTIONS), 'runtime', 'json', 'reporter'],
  serve: [...Object.keys(SERVE_OPTIONS), 'app', 'instances', 'runtime'],
  image: ['app', 'runtime', ...Object.keys(IMAGE_OPTIONS), 'json'],
  list: ['title', 'json'],
  explain: [],
  init: Object.keys(INIT_OPTIONS),
  report: Object.keys(REPORT_OPTIONS),
  show: SHOW_OPTIONS,
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
  return commandOf(name, rest, values, env);
}

function commandOf(name: string, rest: readonly string[], values: ReturnType<typeof parse>['values'], env: NodeJS.ProcessEnv): Command {
  const title = values.title === undefined ? {} : { title: values.title };
  const runtime = (): RuntimeWish =>
    values.runtime === undefined ? runtimeOf(env) : parseRuntime(values.runtime, '--runtime');
  switch (name) {
    case 'run':
      return { name, files: rest, ...title, runtime: runtime(), pace: paceOf(values.pace), ...runOptions(values, env), ...reportersOf('run', values.reporter) };
    case 'list':
      return { name, files: rest, ...title, json: values.json ?? false };
    case 'rollout':
      return { name, ...rolloutOptions(values), runtime: runtime(), pace: paceOf(values.pace), watch: values['no-watch'] !== true };
    case 'audit':
      return { name, ...auditOptions(values), runtime: runtime(), ...reportersOf('audit', values.reporter) };
    case 'serve':
      return { name, ...serveOptions(rest, values), runtime: runtime() };
    case 'image':
      return { name, ...imageOptions(rest, values, runtime) };
    case 'init':
      return { name, ...initOptions(rest, values) };
    case 'report':
      return { name, ...reportOptions(rest, values) };
    case 'show':
      return { name, ...showOptions(rest, values) };
    case 'explain':
      if (rest[0] === undefined) throw new ConfigError('explain: expected the title of a scenario; "canarybed list" shows them');
      return { name, title: rest.join(' ') };
    default:
      return { name: 'doctor', files: rest, runtime: runtime() };
  }
}

/** The one option whose value may be left out is given none, which Node's parser does not know. */
const parse = (args: readonly string[]) => readArgs(args.map((arg) => (arg === '--localstack' ? '--localstack=' : arg)), OPTIONS);

function reportersOf(kind: 'run' | 'audit', given: readonly string[] | undefined): { readonly reporters?: readonly ReporterChoice[] } {
  const reporters = reporterOptions(kind, given);
  return reporters ? { reporters } : {};
}

const paceOf = (text = 'fast'): Pace => oneOf('--pace', text, ['fast', 'realtime']);
