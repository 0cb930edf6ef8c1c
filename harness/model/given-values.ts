import { secretsOfCommand } from './command-text.js';
import { givenByFault, type Fault } from './fault.js';
import type { Release } from './release.js';
import type { Scenario } from './scenario.js';

type Values = Readonly<Record<string, string>>;

/** Every value that a release and faults on it give to settings or commands, for its secrets to be known before anything tells one. */
export const valuesGiven = (release: Release, faults: readonly Fault[]): Values[] => [release.env, ...faults.map(givenByFault), ofCommands(release)];

/** Under names of our own that say what they are. */
function ofCommands({ command, build, image, migrations, database }: Release): Values {
  const commands = [command, build?.command, image?.build, migrations?.command, database?.seedCommand];
  return Object.fromEntries(commands.flatMap((each) => secretsOfCommand(each ?? [])).map((secret, index) => [`SECRET_${index}`, secret]));
}

export const valuesOfScenario = ({ release, faults, fleets }: Scenario): Values[] =>
  valuesGiven(release, [...faults, ...(fleets?.old.faults ?? [])]);
