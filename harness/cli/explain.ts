import { relative } from 'node:path';
import { commandText } from '../model/command-text.js';
import { faultName, type Fault } from '../model/fault.js';
import type { FleetPlan, TerraformPolicy } from '../model/fleet-plan.js';
import { describeHealthCheck } from '../model/health-check-words.js';
import { thresholdsOf } from '../model/target-health.js';
import { maskDeep, maskEnv, secretsOf } from '../model/secrets.js';
import type { Scenario } from '../model/scenario.js';
import { countText, reasonName } from '../model/verdict.js';
import type { KeyValueStoreDescription } from '../model/release.js';
import { isStoreFault, keptSettings, keyOf, wrongValue } from '../runtime/carry-out/store.js';
import { planLaunch } from '../runtime/carry-out/plan.js';
import { environmentFor } from '../runtime/carry-out/env.js';

/** What a scenario would do: control, what differs from it, health check, expectation. Boots nothing. */
export function explainLines(scenario: Scenario): string[] {
  const { release, faults, expectation, balancer, deadline, instances, location } = scenario;
  const plan = planLaunch(release, faults, scenario.healthCheck);
  const policy = scenario.fleets?.rollout;
  const { initialSuccesses } = thresholdsOf(plan.healthCheck, balancer);
  return [
    scenario.title,
    `  file         ${relative(process.cwd(), location.file)}:${location.line}`,
    `  control      ${release.name} unbroken, ${describeHealthCheck(scenario.healthCheck, balancer)}: must be accepted first`,
    ...storeLines(scenario),
    ...(faults.length === 0 ? ['  fault        none'] : faults.map((fault) => `  fault        ${fault.summary} (${faultName(fault)})`)),
    ...(release.collector ? [`  log          shipped to a collector of each instance, whose host and port ${release.collector.setting} carries`] : []),
    ...differences(scenario).map((line) => `  differs in   ${line}`),
    `  health check ${describeHealthCheck(plan.healthCheck, balancer)} (${balancer})`,
    ...(policy?.policy === 'terraform'
      ? terraformLines(scenario, policy)
      : [`  rollout      ${instances} instance(s); accepted when all are in service, ${initialSuccesses} passes each, within ${deadline} s`, ...besideLines(scenario)]),
    `  expected     ${expectation.verdict}${expectation.because === undefined ? '' : ` because ${reasonName(expectation.because)}`}${expectation.harm ? `, users ${expectation.harm}` : ''}${expectedBeside(scenario)}`,
  ];
}

/** Which settings do not come from the environment. */
function storeLines({ release: { keyValueStore } }: Scenario): string[] {
  return keyValueStore ? [`  store        found by ${keyValueStore.setting}: ${keyValueStore.holds.map((name) => keyOf(keyValueStore, name)).join(', ')}`] : [];
}

/** What runs beside the canary, and how it takes over. */
function besideLines({ fleets }: Scenario): string[] {
  if (!fleets) return [];
  const { rollout, group, bake, draining } = fleets;
  return [
    besideLine(fleets),
    `  policy       ${rollout.policy}, drained for ${draining} s at most${bake > 0 ? `, both looked at for ${bake} s more` : ''}`,
    `  group        health of type ${group.healthCheckType}, grace ${group.gracePeriod} s, looked at every ${group.healthCheckPeriod} s`,
  ];
}

const besideLine = ({ old, usersPerSecond }: FleetPlan): string =>
  `  beside       ${old.instances} instance(s) of what runs now${old.faults.map(({ summary }) => `, ${summary}`).join('')}; ${usersPerSecond} requests of users a second`;

/** Balancer, groups and times are in the files. */
function terraformLines({ fleets, deadline, release }: Scenario, { folder, variables, imageVariable }: TerraformPolicy): string[] {
  const given = Object.entries(maskDeep(maskEnv(textsOf(variables)), secretsOf(release.env))).map(([name, value]) => `, ${name} = ${value}`);
  return [
    `  rollout      terraform apply of ${relative(process.cwd(), folder)}: accepted when it goes well; an instance refresh that it begins has ${deadline} s`,
    `  variables    ${imageVariable} = the image of a release${given.join('')}`,
    ...(fleets ? [besideLine(fleets)] : []),
  ];
}

const textsOf = (variables: TerraformPolicy['variables']): Record<string, string> =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]));

function expectedBeside({ expectation: { oldHarm, userErrors, replacements, oldFleet } }: Scenario): string {
  return [
    ...(oldHarm === undefined ? [] : [`, the old fleet's ${oldHarm}`]),
    ...(userErrors === undefined ? [] : [`, ${countText(userErrors)} requests failed`]),
    ...(replacements === undefined ? [] : [`, ${countText(replacements)} instances replaced`]),
    ...(oldFleet === undefined ? [] : [`, the old fleet ${oldFleet}`]),
  ].join('');
}

/** The release of the scenario against the control: settings, files, command, schema. Secrets masked. */
function differences({ release, faults, healthCheck }: Scenario): string[] {
  const plan = planLaunch(release, faults, healthCheck);
  const surroundings = release.database ? { [release.database.setting]: 'given at launch' } : {};
  const before: Readonly<Record<string, string>> = { ...release.env, ...surroundings };
  const after = environmentFor(plan, surroundings);
  // A swap puts a secret under a name that does not look like one.
  const shown = (env: Readonly<Record<string, string>>): Record<string, string> => maskDeep(maskEnv(env), secretsOf(before));
  const settings = changesOf(before, after, shown).map((change) => `setting ${change}`);
  const store = release.keyValueStore ? storeChanges(release.keyValueStore, keptSettings(release, after, []), faults, shown) : [];
  const files = plan.edits.map(({ path, mode }) => `file ${path}: ${mode}`);
  const command = plan.process.command.join(' ') === release.command.join(' ') ? [] : [`command: ${commandText(plan.process.command)}`];
  const node = [...plan.process.nodeOptions, ...(plan.process.preload === undefined ? [] : ['a script loaded before the app'])];
  const schema = plan.schema === 'migrated' ? [] : [`schema that the canary finds: ${plan.schema}`];
  return [...settings, ...store, ...files, ...command, ...(node.length > 0 ? [`node: ${node.join(' ')}`] : []), ...schema];
}

type Shown = (env: Readonly<Record<string, string>>) => Record<string, string>;

/** Two secrets look the same when they are masked, so the values themselves are compared. */
function changesOf(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>, shown: Shown): string[] {
  const [shownBefore, shownAfter] = [shown(before), shown(after)];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.filter((key) => before[key] !== after[key]).map((key) => `${key}: ${shownBefore[key] ?? '(not set)'} -> ${shownAfter[key] ?? '(not set)'}`);
}

/** What faults of the store change about its content, beside what is changed in the settings themselves. */
function storeChanges(described: KeyValueStoreDescription, kept: Readonly<Record<string, string>>, faults: readonly Fault[], shown: Shown): string[] {
  return faults.filter(isStoreFault).flatMap((fault) => {
    const { key, operator } = fault;
    if (key === undefined) return [];
    const text = (value: string | undefined): string => (value === undefined ? '(not there)' : (shown({ [key]: value })[key] ?? ''));
    const whom = operator === 'stale-value' ? ', for plain reads' : operator === 'changed' ? ', later' : '';
    return [`key ${keyOf(described, key)}: ${text(kept[key])} -> ${text(wrongValue(fault))}${whom}`];
  });
}
