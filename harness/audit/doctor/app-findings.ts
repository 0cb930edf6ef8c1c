import { join } from 'node:path';
import { commandText } from '../../model/command-text.js';
import type { Availability } from '../../runtime/port.js';
import type { AuditInput } from '../settings.js';
import { commandFinding, type NamedCommand } from './command-finding.js';
import type { Machine } from './machine.js';

/** One thing that an app needs. */
export interface AppFinding {
  readonly about: string;
  readonly good: boolean;
  /** What there is, or what is missing and what to do. */
  readonly text: string;
}

/** Whether a machine has what an app's description names. Pure. */
export function appFindings(input: AuditInput, machine: Machine): AppFinding[] {
  const { release } = input;
  const { image, database, port } = release;
  // In containers it has programs, a port and Postgres of its own.
  const embedded = input.runtime !== 'containers' && machine.engine?.usable !== true;
  return [
    ...(embedded ? commandsOf(input).map((each) => commandFinding(each, machine)) : []),
    ...fileFindings(input, machine),
    ...(port.fixed !== undefined && embedded ? [portFinding(port.fixed, machine.portIsFree === true)] : []),
    ...(database && embedded ? [available('postgres', `for ${database.setting}`, machine.postgres)] : []),
    ...(image && machine.engine ? [imageFinding(image.name, machine.engine, embedded)] : []),
  ];
}

function commandsOf({ release, reset }: AuditInput): NamedCommand[] {
  const { folder, command, build, migrations, database } = release;
  const named = (what: string, words: readonly string[] | undefined): NamedCommand[] => (words ? [{ what, command: words, folder, built: build !== undefined }] : []);
  return [
    ...(build ? [{ what: 'build', ...build, built: false }] : []),
    ...named('command', command),
    ...named('migrations', migrations?.command),
    ...named('seed', database?.seedCommand),
    ...named('reset', reset),
  ];
}

function fileFindings({ release, templates = [], statics = [] }: AuditInput, { at }: Machine): AppFinding[] {
  const { folder, build, database, migrations } = release;
  const named = [database?.seed, migrations?.folder, ...templates, ...statics].filter((path) => path !== undefined);
  const missing = at(folder) === 'nothing' ? [folder] : named.filter((path) => at(join(folder, path)) === 'nothing');
  if (missing.length === 0) return [{ about: 'files', good: true, text: [folder, ...named].join(', ') }];
  const [list, what] = [missing.join(', '), missing.length === 1 ? 'is' : 'are'];
  if (build) return [{ about: 'files', good: true, text: `${list} ${what} not there yet; ${commandText(build.command)} is run before anything boots` }];
  return [{ about: 'files', good: false, text: `${list} ${what} not there; correct the description, or give the "build" that makes them` }];
}

const portFinding = (port: number, free: boolean): AppFinding => ({
  about: 'port',
  good: free,
  text: free ? `${port} is free` : `${port} is taken by another program; end that, or name the setting that tells the app its port`,
});

const imageFinding = (name: string, engine: Availability, embedded: boolean): AppFinding =>
  embedded && !engine.usable ? { about: 'image', good: true, text: `${name}: ${engine.reason}, so it runs without` } : available('image', name, engine);

const available = (about: string, what: string, found: Availability): AppFinding => ({
  about,
  good: found.usable,
  text: found.usable ? `${what}: ${found.detail}` : `${what}: ${found.reason}; ${found.remedy}`,
});
