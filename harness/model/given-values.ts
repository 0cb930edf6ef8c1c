import { secretsOfCommand } from './command-text.js';
import { givenByFault, type Fault } from './fault.js';
import type { Release } from './release.js';
import type { Scenario } from './scenario.js';
import { secretsOfRequest } from './secrets-of-request.js';

type Values = Readonly<Record<string, string>>;

/** Every value that a release and faults on it give to settings, commands or requests, for its secrets to be known before anything tells one. */
export const valuesGiven = (release: Release, faults: readonly Fault[]): Values[] => [release.env, ...faults.map(givenByFault), ofCommands(release), ofRequests(release, faults)];

function ofCommands({ command, build, image, migrations, database }: Release): Values {
  const commands = [command, build?.command, image?.build, migrations?.command, database?.seedCommand];
  return named(commands.flatMap((each) => secretsOfCommand(each ?? [])));
}

/** What users and health checks, also bent ones, send with their requests. */
function ofRequests({ users, healthCheck }: Release, faults: readonly Fault[]): Values {
  const forms = faults.flatMap((fault) => (fault.kind === 'request' && fault.operator === 'asked-otherwise' ? [fault.form] : []));
  return named([...users, healthCheck.form, ...forms].flatMap((each) => secretsOfRequest(each ?? {})));
}

/** Under names of our own that say what they are. */
const named = (secrets: readonly string[]): Values => Object.fromEntries(secrets.map((secret, index) => [`SECRET_${index}`, secret]));

export const valuesOfScenario = ({ release, faults, fleets }: Pick<Scenario, 'release' | 'faults' | 'fleets'>): Values[] => [
  ...valuesGiven(release, [...faults, ...(fleets?.old.faults ?? [])]),
  ...(fleets?.old.release ? valuesGiven(fleets.old.release, []) : []),
];
