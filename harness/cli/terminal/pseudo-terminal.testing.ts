import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { environmentIn, StartedProgram, type Place } from '../started-program.testing.js';
import { ROOT } from '../tiny-project.testing.js';

/** Columns of the pseudo-terminal. */
export const COLUMNS = 60;

const PYTHON = 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)';

/** What gives a shell's command a terminal of its own, of what is on this machine. */
function opener(): ((command: string) => [string, string[]]) | undefined {
  const says = (command: string, args: string[]): string => spawnSync(command, args, { encoding: 'utf8' }).stdout ?? '';
  if (says('script', ['--version']).includes('util-linux')) return (command) => ['script', ['-qefc', command, '/dev/null']];
  if (says('python3', ['-c', 'import pty; print("here")']).includes('here')) return (command) => ['python3', ['-c', PYTHON, 'sh', '-c', command]];
  return undefined;
}

const open = opener();

/** For tests that need one: skipped by name where the machine has nothing that makes one. */
export const testOnTerminal = open ? test : test.skip;

/** Starts `canarybed` in a project, on a pseudo-terminal; what is written to `child.stdin` is typed there. */
export function startOnTerminal(project: Place, args: string, env: NodeJS.ProcessEnv = {}): StartedProgram {
  const [command = '', words = []] = open?.(`stty cols ${COLUMNS}; exec "${process.execPath}" "${join(ROOT, 'bin/canarybed.mjs')}" ${args}`) ?? [];
  const { CI: _ci, NO_COLOR: _colour, ...own } = environmentIn(project);
  const child = spawn(command, words, { cwd: project.folder, env: { ...own, TERM: 'xterm-256color', LC_ALL: 'C.UTF-8', SHELL: '/bin/sh', ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  return new StartedProgram(child, project);
}
