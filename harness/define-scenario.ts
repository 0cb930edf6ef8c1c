import { checkFaults } from './runner/check-faults.js';
import { toSeconds } from './model/duration.js';
import { ConfigError } from './model/errors.js';
import { validateHealthCheck } from './model/health-check-rules.js';
import type { Release } from './model/release.js';
import type { Because, Expectation, Scenario, ScenarioOptions, SourceLocation } from './model/scenario.js';
import { PROBE_OUTCOMES } from './model/probe-result.js';

const MOST_INSTANCES = 10;

/**
 * Resolves what a scenario file says into a scenario with nothing left to default. Boots nothing.
 * @throws ConfigError for anything that could not be run or would mean nothing, with the file and line.
 */
export function defineScenario(release: Release, title: string, options: ScenarioOptions, location: SourceLocation): Scenario {
  try {
    return resolveScenario(release, title, options, location);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(`${location.file}:${location.line}: scenario "${title}": ${error.message}`);
  }
}

function resolveScenario(release: Release, title: string, options: ScenarioOptions, location: SourceLocation): Scenario {
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
  checkFaults(release, faults);
  return {
    id: title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, ''),
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
    ...(options.pace ? { pace: options.pace } : {}),
  };
}

/** An accepted release is expected to serve its users, unless the scenario says that it does not. */
function expectationOf(release: Release, options: ScenarioOptions): Expectation {
  if (options.expect === 'accepted') {
    if (options.because !== undefined) throw new ConfigError('"because" says why a canary is rejected; an accepted one has none');
    return { verdict: 'accepted', harm: options.harm ?? 'fine' };
  }
  if (options.because === undefined) throw new ConfigError('a rejected canary needs "because": the check, outcome or facts that must refuse it');
  checkBecause(release, options.because);
  return { verdict: 'rejected', because: options.because, ...(options.harm ? { harm: options.harm } : {}) };
}

function checkBecause({ checks }: Release, because: Because): void {
  const name = typeof because === 'string' ? because : because.check;
  if (name === undefined || name in checks) return;
  if (typeof because === 'string' && PROBE_OUTCOMES.some((outcome) => outcome === because && outcome !== 'passed')) return;
  const known = [...Object.keys(checks), ...PROBE_OUTCOMES.filter((outcome) => outcome !== 'passed')];
  throw new ConfigError(`because: expected one of ${known.join(', ')}, found "${name}"`);
}
