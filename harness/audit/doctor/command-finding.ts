import { isAbsolute, join } from 'node:path';
import type { AppFinding } from './app-findings.js';
import type { Machine } from './machine.js';
import { notByName, onPath, ownProgram } from './own-program.js';

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
  const text = `${program} is here${otherThanOwn(program, folder, machine)}`;
  return { about: what, good: true, text: missing ? `${text}; ${script} comes with the build` : text };
}

/** One that is not the virtual environment's may lack what the app loads. */
function otherThanOwn(program: string, folder: string, machine: Pick<Machine, 'at' | 'searchPath'>): string {
  const [found, own] = [onPath(program, machine), ownProgram(program, folder, machine)];
  if (found === undefined || own === undefined || own.ofNode || program.includes('/') || found === join(folder, own.path)) return '';
  return `, as ${found}; the one that has the packages of the folder is ${own.path}`;
}

const inFolder = (folder: string, path: string): string => (isAbsolute(path) ? path : join(folder, path));

function programWrong(program: string, { folder, built }: NamedCommand, machine: Pick<Machine, 'at' | 'searchPath'>): string | undefined {
  const { at } = machine;
  // The program of canarybed itself.
  if (program === 'node') return undefined;
  if (program.includes('/')) {
    const found = at(inFolder(folder, program));
    if (found === 'program' || (found === 'nothing' && built && !isAbsolute(program))) return undefined;
    return found === 'file' ? `${program} may not be run; make it executable (chmod +x)` : `${program} is not ${isAbsolute(program) ? 'here' : `in ${folder}`}; install it, or correct the command`;
  }
  if (onPath(program, machine) !== undefined) return undefined;
  const own = notByName(program, folder, machine);
  if (own !== undefined) return own;
  const beside = at(join(folder, program)) === 'nothing' ? '' : `, but in the folder: say ./${program}`;
  return `${program} is not on PATH${beside === '' ? '; install it, or name it by its path' : beside}`;
}
