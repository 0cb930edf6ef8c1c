import { isAbsolute, join } from 'node:path';
import type { AppFinding } from './app-findings.js';
import type { Machine } from './machine.js';

/** A command of the app's description. */
export interface NamedCommand {
  readonly what: string;
  readonly command: readonly string[];
  /** Absolute folder in which it runs. */
  readonly folder: string;
  /** Its files may come with the build. */
  readonly built: boolean;
}

const SCRIPT = /^[^-].*\.(?:[cm]?[jt]s|py|rb|sh|php|jar)$/;

/** Whether a command's program is where it is looked for, and the script beside it in its folder. Pure. */
export function commandFinding(named: NamedCommand, machine: Pick<Machine, 'at' | 'searchPath'>): AppFinding {
  const { what, command, folder, built } = named;
  const [program = '', script = ''] = command;
  const wrong = programWrong(program, named, machine);
  if (wrong !== undefined) return { about: what, good: false, text: wrong };
  const missing = SCRIPT.test(script) && machine.at(inFolder(folder, script)) === 'nothing';
  if (missing && !built) return { about: what, good: false, text: `${script} is not in ${folder}; correct the command, or give the "build" that makes it` };
  return { about: what, good: true, text: missing ? `${program} is here; ${script} comes with the build` : `${program} is here` };
}

const inFolder = (folder: string, path: string): string => (isAbsolute(path) ? path : join(folder, path));

function programWrong(program: string, { folder, built }: NamedCommand, { at, searchPath }: Pick<Machine, 'at' | 'searchPath'>): string | undefined {
  // The program of canarybed itself.
  if (program === 'node') return undefined;
  if (program.includes('/')) {
    const found = at(inFolder(folder, program));
    if (found === 'program' || (found === 'nothing' && built && !isAbsolute(program))) return undefined;
    return found === 'file' ? `${program} may not be run; make it executable (chmod +x)` : `${program} is not ${isAbsolute(program) ? 'here' : `in ${folder}`}; install it, or correct the command`;
  }
  if (searchPath.some((each) => at(join(each, program)) === 'program')) return undefined;
  const local = `node_modules/.bin/${program}`;
  if (at(join(folder, local)) === 'program') return `${program} is a package's, which only a package manager finds; say ${local}`;
  const beside = at(join(folder, program)) === 'nothing' ? '' : `, but in the folder: say ./${program}`;
  return `${program} is not on PATH${beside === '' ? '; install it, or name it by its path' : beside}`;
}
