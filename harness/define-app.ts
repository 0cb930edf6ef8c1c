import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AppAudit } from './audit/config/config-schema.js';
import { sayForAudits } from './audit/said-for-audits.js';
import { callSite, isDoor } from './call-site.js';
import { defineScenario } from './define-scenario.js';
import { standingImages, type ImageDescription } from './define-images.js';
import { faultsFor, type Faults } from './faults/index.js';
import { commandLineText, commandText } from './model/command-text.js';
import { ConfigError, describeError, EnvironmentError } from './model/errors.js';
import { validateHealthCheck } from './model/health-check-rules.js';
import { checkAws, type AwsDescription } from './model/localstack.js';
import type { DatabaseDescription, DependencyDescription, KeyValueStoreDescription, Release } from './model/release.js';
import { outlookIn } from './model/runtime-outlook.js';
import type { ScenarioOptions, UnrunScenario } from './model/scenario.js';
import { underJest, registerJestTest, registerJestUnrun } from './jest/register.js';
import { skipReason } from './runner/missing-programs.js';
import { registerApp, registerImage, registerScenario, registerUnrun } from './runner/registry.js';

/** The app as its owner describes it: a release, whose less common parts have defaults. Folders from the working directory. */
export interface AppDescription<
  S extends string,
  C extends string,
  P extends string,
  T extends string,
  K extends string = never,
  D extends string = never,
  N extends string = never,
> extends Omit<Release, 'env' | 'checks' | 'pages' | 'database' | 'keyValueStore' | 'dependencies' | 'balancer' | 'deadline' | 'settle' | 'respawn'> {
  readonly env: Readonly<Record<S, string>>;
  readonly checks: Readonly<Record<C, { readonly needs?: readonly NoInfer<C>[] }>>;
  readonly pages: Readonly<Record<P, { readonly template: string }>>;
  readonly database?: Omit<DatabaseDescription, 'setting' | 'tables'> & { readonly setting: D; readonly tables: readonly T[] };
  readonly keyValueStore?: Omit<KeyValueStoreDescription, 'holds'> & { readonly holds: readonly (K & NoInfer<S | D>)[] };
  readonly dependencies?: readonly (DependencyDescription & { readonly setting: N })[];
  readonly balancer?: Release['balancer'];
  readonly deadline?: Release['deadline'];
  readonly settle?: Release['settle'];
  readonly respawn?: boolean;
  /** What is for `canarybed audit` alone: of no scenario, and no part of the release. */
  readonly audit?: AppAudit;
}

/** Registers a scenario; who runs it, Jest or `canarybed run`, is not its concern. */
export interface ScenarioFunction<C extends string> {
  (title: string, options: ScenarioOptions<C>): void;
  /** One scenario for each value; `$0` in the title stands for it. */
  each<V>(values: readonly V[]): (title: string, options: (value: V) => ScenarioOptions<C>) => void;
  todo(title: string): void;
  /** Registered, shown with its reason, not run. */
  skip(title: string, options: ScenarioOptions<C>, reason: string): void;
}

export interface App<
  S extends string,
  C extends string,
  P extends string,
  T extends string,
  K extends string = never,
  D extends string = never,
  N extends string = never,
> {
  readonly app: Release & { readonly settings: readonly S[] };
  readonly scenario: ScenarioFunction<C>;
  readonly fault: Faults<S | D, P, T, K, N>;
  /** Describes what AMI ids stand for when `canarybed serve` launches instances. */
  images(described: Readonly<Record<string, ImageDescription>>): void;
}

/**
 * Describes an app once; the `scenario`, `fault` and `images` that it returns know its settings, checks, pages, tables,
 * keys and dependencies.
 * Where it cannot be booted for want of a program it is not built, and its scenarios are skipped with that reason.
 * @throws ConfigError when the description cannot be right, EnvironmentError when the app is not built and its build
 * fails, or a program is missing that must be there.
 */
export function defineApp<
  const S extends string,
  const C extends string,
  const P extends string,
  const T extends string,
  const K extends string = never,
  const D extends string = never,
  const N extends string = never,
>(description: AppDescription<S, C, P, T, K, D, N>): App<S, C, P, T, K, D, N> {
  const { audit, ...described } = description as unknown as PlainDescription;
  const release = releaseOf(described);
  if (audit !== undefined) sayForAudits(release, audit);
  return appOf(release);
}

/** Registers a release, and gives what its scenarios are written with. Throws as defineApp does. */
export function appOf<S extends string, C extends string, P extends string, T extends string, K extends string, D extends string, N extends string>(
  release: Release,
): App<S, C, P, T, K, D, N> {
  registerApp(release);
  const skipped = skipReason(release, outlookIn(process.env));
  if (skipped === undefined) haveFolder(release);
  const scenario: ScenarioFunction<C> = (title, options) => {
    if (skipped !== undefined) return unrun(title, 'skip', skipped);
    const registered = defineScenario(release, title, options, callSite(isDoor));
    registerScenario(registered);
    if (underJest()) registerJestTest(registered);
  };
  scenario.each = (values) => (title, options) => {
    for (const value of values) scenario(title.replaceAll('$0', () => String(value)), options(value));
  };
  scenario.todo = (title) => unrun(title, 'todo', 'to be written');
  scenario.skip = (title, options, reason) => {
    if (skipped === undefined) defineScenario(release, title, options, callSite(isDoor));
    unrun(title, 'skip', reason);
  };
  return {
    app: { ...release, settings: Object.keys(release.env) as S[] },
    scenario,
    fault: faultsFor<S | D, P, T, K, N>(release),
    images: (described) => standingImages(release, described).forEach(registerImage),
  };
}

function unrun(title: string, why: UnrunScenario['why'], reason: string): void {
  const location = callSite(isDoor);
  const scenario: UnrunScenario = { title, family: familyOf(location.file), location, why, reason };
  registerUnrun(scenario);
  if (underJest()) registerJestUnrun(scenario);
}

const familyOf = (file: string): string => (file.split('/').at(-1) ?? file).replace(/\.scenario\.[jt]s$/, '');

type PlainDescription = AppDescription<string, string, string, string, string, string, string>;

function releaseOf(description: Omit<PlainDescription, 'audit'>): Release {
  const { build } = description;
  const release: Release = {
    ...description,
    folder: resolve(description.folder),
    ...(build ? { build: { ...build, folder: resolve(build.folder) } } : {}),
    ...(description.aws ? { aws: awsOf(description.name, description.aws) } : {}),
    balancer: description.balancer ?? 'classic',
    deadline: description.deadline ?? '10m',
    settle: description.settle ?? '1s',
    respawn: description.respawn ?? false,
  };
  validateHealthCheck(release.healthCheck, release.balancer);
  checkKeyValueStore(release);
  checkDependencies(release);
  return release;
}

/** Scenarios name files of the built app, so it must be there before they can be registered. */
function haveFolder({ name, folder, build }: Release): void {
  if (!existsSync(folder) && build) runBuild(name, build);
  if (!existsSync(folder)) throw new ConfigError(`app ${name}: expected its folder at ${folder}, found none; build the app, or correct "folder"`);
}

/** Settings that nobody gives a value cannot be kept anywhere. */
function checkKeyValueStore({ name, keyValueStore, env, database }: Release): void {
  if (!keyValueStore) return;
  const { setting, holds, prefix } = keyValueStore;
  const given = [...Object.keys(env), ...(database ? [database.setting] : [])];
  const stray = holds.find((key) => !given.includes(key));
  if (stray !== undefined) throw new ConfigError(`app ${name}: keyValueStore.holds: expected settings of the app (${given.join(', ') || 'none'}), found "${stray}"`);
  if (holds.includes(setting)) throw new ConfigError(`app ${name}: keyValueStore.holds: expected settings that can be read from the store, found "${setting}", which leads to it`);
  if (/^\/|\/$/.test(prefix)) throw new ConfigError(`app ${name}: keyValueStore.prefix: expected no slash at its ends, found "${prefix}"`);
}

/** Where a server is can be read only from a value that is known. */
function checkDependencies({ name, dependencies = [], env }: Release): void {
  const stray = dependencies.find(({ setting }) => !Object.hasOwn(env, setting));
  if (stray) throw new ConfigError(`app ${name}: dependencies: expected settings of the app (${Object.keys(env).join(', ') || 'none'}), found "${stray.setting}"; give it a value in "env"`);
}

function awsOf(name: string, aws: AwsDescription): AwsDescription {
  checkAws(aws);
  if (aws.localstack === true || aws.localstack.init === undefined) return aws;
  const init = resolve(aws.localstack.init);
  if (existsSync(init)) return { localstack: { ...aws.localstack, init } };
  throw new ConfigError(`app ${name}: expected a folder of LocalStack's scripts at ${init}, found none; correct aws.localstack.init`);
}

/** What the build writes goes to standard error, since standard output may be read by a program. */
function runBuild(name: string, { command, folder }: NonNullable<Release['build']>): void {
  const [program = '', ...args] = command;
  try {
    execFileSync(program === 'node' ? process.execPath : program, args, { cwd: folder, stdio: ['ignore', 2, 2] });
  } catch (error) {
    throw new EnvironmentError(`app ${name}: its build failed: ${commandLineText(describeError(error))}`, `Correct it; the command is "${commandText(command)}" in ${folder}.`);
  }
}
