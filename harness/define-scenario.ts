import { expectedOfFleets, FLEET_OPTIONS, fleetPlanOf } from './define-fleets.js';
import { checkFaults } from './runner/check-faults.js';
import { checkFleets } from './runner/check-fleets.js';
import { toSeconds } from './model/duration.js';
import { ConfigError } from './model/errors.js';
import type { FleetPlan } from './model/fleet-plan.js';
import type { HealthCheckChange } from './model/health-check.js';
import { validateHealthCheck } from './model/health-check-rules.js';
import type { Release } from './model/release.js';
import type { Because, Expectation, Scenario, ScenarioOptions, ScenarioSettings, SourceLocation } from './model/scenario.js';
import { PROBE_OUTCOMES } from './model/probe-result.js';

const MOST_INSTANCES = 10;

const OPTIONS: readonly string[] = [
  'fault', 'healthCheck', 'balancer', 'deadline', 'settle', 'pace', 'instances', 'expect', 'harm', 'because', ...FLEET_OPTIONS,
] satisfies (keyof ScenarioSettings)[];

const HEALTH_CHECK: readonly string[] = [
  'target', 'interval', 'timeout', 'healthyThreshold', 'unhealthyThreshold', 'matcher', 'initialSuccesses',
] satisfies (keyof HealthCheckChange)[];

/** Facts of a reason that is not a single word. */
const FACTS: readonly string[] = ['check', 'outcome', 'status', 'exitCode', 'log', 'event'] satisfies (keyof Exclude<Because, string>)[];

const WORDS = {
  expect: ['accepted', 'rejected'],
  harm: ['fine', 'hurt'],
  oldFleet: ['untouched', 'gone', 'changed'],
  pace: ['fast', 'realtime'],
  balancer: ['classic', 'application', 'network'],
} as const;

/** Ways in which an instance can be refused. */
const REFUSALS = PROBE_OUTCOMES.filter((outcome) => outcome !== 'passed');

/**
 * Resolves what a scenario file says into a scenario with nothing left to default. Boots nothing.
 * @throws ConfigError for anything that could not be run or would mean nothing, with the file and line.
 */
export function defineScenario(release: Release, title: string, options: ScenarioOptions, location: SourceLocation): Scenario {
  try {
    return resolveScenario(release, title, options as ScenarioSettings, location);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(`${location.file}:${location.line}: scenario "${title}": ${error.message}`);
  }
}

function resolveScenario(release: Release, title: string, options: ScenarioSettings, location: SourceLocation): Scenario {
  checkWords(options);
  const faults = [options.fault ?? []].flat();
  const balancer = options.balancer ?? release.balancer;
  const healthCheck = validateHealthCheck({ ...release.healthCheck, ...options.healthCheck }, balancer);
  const deadline = toSeconds(options.deadline ?? release.deadline, 'deadline');
  const settle = toSeconds(options.settle ?? release.settle, 'settle');
  const instances = options.instances ?? 1;
  if (deadline < healthCheck.interval) {
    throw new ConfigError(`expected a deadline of at least one interval (${healthCheck.interval} s), found ${deadline} s`);
  }
  if (!Number.isInteger(instances) || instances < 1 || instances > MOST_INSTANCES) {
    throw new ConfigError(`expected 1 to ${MOST_INSTANCES} instances, found ${instances}`);
  }
  checkFaults({ ...release, healthCheck }, faults);
  const fleets = fleetPlanOf(options, instances);
  if (fleets) checkFaults(release, fleets.old.faults);
  const scenario: Scenario = {
    id: idOf(title),
    title,
    family: (location.file.split('/').at(-1) ?? '').replace(/\.scenario\.[jt]s$/, ''),
    location,
    release,
    faults,
    expectation: expectationOf(release, options),
    healthCheck,
    balancer,
    deadline,
    settle,
    instances,
    ...paceOf(options, fleets),
    ...(fleets ? { fleets } : {}),
  };
  checkFleets(scenario);
  return scenario;
}

/** Terraform waits by the wall's clock. */
function paceOf({ pace }: ScenarioSettings, fleets: FleetPlan | undefined): Pick<Scenario, 'pace'> {
  if (fleets?.rollout.policy === 'terraform') return { pace: 'realtime' };
  return pace ? { pace } : {};
}

/** Titles in every script have a name; the same letters and digits in the same order give the same one. */
function idOf(title: string): string {
  const id = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
  if (id !== '') return id;
  throw new ConfigError('expected a title with letters or digits, found none');
}

/** Scenario files are run without a type check, so a mistyped setting must not be passed over. */
function checkWords(options: ScenarioSettings): void {
  checkNames('settings', Object.keys(options), OPTIONS);
  checkNames('settings of healthCheck', Object.keys(options.healthCheck ?? {}), HEALTH_CHECK);
  for (const [name, words] of Object.entries(WORDS)) {
    const said = options[name as keyof typeof WORDS];
    if (name === 'harm' && typeof said === 'object') {
      checkNames('fleets of harm', Object.keys(said), ['canary', 'old']);
      for (const harm of Object.values(said)) checkOneOf('harm', String(harm), WORDS.harm);
      continue;
    }
    const found: unknown = said;
    if (found === undefined ? name !== 'expect' : (words as readonly unknown[]).includes(found)) continue;
    const shown = typeof found === 'string' ? `"${found}"` : JSON.stringify(found);
    throw new ConfigError(`${name}: expected ${words.join(' or ')}, found ${found === undefined ? 'nothing' : shown}`);
  }
}

function checkNames(what: string, found: readonly string[], known: readonly string[]): void {
  const stray = found.find((name) => !known.includes(name));
  if (stray !== undefined) throw new ConfigError(`expected only the ${what} ${known.join(', ')}, found "${stray}"`);
}

/** An accepted release is expected to serve its users, unless the scenario says that it does not. */
function expectationOf(release: Release, options: ScenarioSettings): Expectation {
  const fleets = expectedOfFleets(options);
  if (options.expect === 'accepted') {
    if (options.because !== undefined) throw new ConfigError('"because" says why a canary is rejected; an accepted one has none');
    return { harm: 'fine', ...fleets, verdict: 'accepted' };
  }
  if (options.because === undefined) throw new ConfigError('a rejected canary needs "because": the check, outcome or facts that must refuse it');
  checkBecause(release, options.because);
  return { ...fleets, verdict: 'rejected', because: options.because };
}

function checkBecause({ name, checks, collector }: Release, because: Because): void {
  const known = Object.keys(checks);
  if (typeof because === 'string') return checkOneOf('because', because, [...known, ...REFUSALS]);
  checkNames('facts of because', Object.keys(because), FACTS);
  if (because.check !== undefined) checkOneOf('because.check', because.check, known);
  if (because.outcome !== undefined) checkOneOf('because.outcome', because.outcome, REFUSALS);
  if (because.event !== undefined && !collector) {
    throw new ConfigError(`because.event: expected an app that ships its log, ${name} has no collector; describe its setting as "collector"`);
  }
  if (Object.values(because).some((fact) => fact !== undefined)) return;
  throw new ConfigError(`because: expected one or more of ${FACTS.join(', ')}, found none; every refusal would do`);
}

function checkOneOf(what: string, found: string, known: readonly string[]): void {
  if (!known.includes(found)) throw new ConfigError(`${what}: expected one of ${known.join(', ')}, found "${found}"`);
}
