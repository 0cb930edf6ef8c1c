import type { Fault, ProcessFault } from '../../model/fault.js';
import type { Release } from '../../model/release.js';

/** How the start command and its surroundings change. */
export interface ProcessPlan {
  readonly command: readonly string[];
  /** Text of a script that Node loads before the app; undefined when none is needed. */
  readonly preload?: string;
  /** Options for Node itself. */
  readonly nodeOptions: readonly string[];
  readonly respawn: boolean;
  /** The app cannot write in its folder. */
  readonly readOnlyFolder?: true;
}

const isProcess = (fault: Fault): fault is ProcessFault & { summary: string } => fault.kind === 'process';

/** Line by which a start command that was made to crash says so. */
export const CRASH_LINE = 'start command failed on purpose';

/** Line of a process whose program is held before it begins. */
export const HELD_LINE = 'the program is held before it begins, on purpose';

/** Line by which a process tells how many files it may have open. */
export const DESCRIPTORS_LINE = 'limit of open files on purpose:';

/** Line of a process that tried to write in its folder, before the app is started, and could not. */
export const READ_ONLY_LINE = 'the folder cannot be written to, on purpose';

/** Enough for most programs to start, not for many users at once. */
export const FEW_DESCRIPTORS = 32;

/** Seconds: the longest that every system's sleep takes. */
const FOR_GOOD = 2_147_483_647;

/** Node's option for little memory. */
export const memoryOption = ({ megabytes = 8 }: ProcessFault): string => `--max-old-space-size=${megabytes}`;

/** Process faults that change how the process starts; those that strike a running one are timed by the instance. */
export function planProcess(release: Release, faults: readonly Fault[]): ProcessPlan {
  const plan = { command: release.command, preload: '', nodeOptions: [] as string[], respawn: release.respawn };
  for (const fault of faults.filter(isProcess)) {
    if (fault.respawn !== undefined) plan.respawn = fault.respawn;
    plan.command = commandFor(fault, plan.command, release);
    switch (fault.operator) {
      case 'memory-limit':
        plan.nodeOptions.push(memoryOption(fault));
        break;
      case 'never-listen':
        if (fault.held !== true) plan.preload += NEVER_LISTEN;
        break;
      case 'block-event-loop':
        plan.preload += blockEventLoop(fault.seconds ?? 0, fault.lasts);
        break;
      default:
    }
  }
  const { preload, ...rest } = plan;
  const readOnly = faults.some((fault) => fault.kind === 'process' && fault.operator === 'read-only-disk');
  return { ...rest, ...(preload === '' ? {} : { preload }), ...(readOnly ? { readOnlyFolder: true } : {}) };
}

/** The start command under a fault that changes it. */
function commandFor({ operator, exitCode = 1, seconds = 3, descriptors = FEW_DESCRIPTORS, held = false }: ProcessFault, command: readonly string[], release: Release): readonly string[] {
  switch (operator) {
    case 'crash-on-start':
      return ['sh', '-c', `echo "${CRASH_LINE}" >&2; exit ${exitCode}`];
    case 'never-listen':
      // For good, and as the process itself, so that signals end it; not every sleep knows a word for that.
      return held ? ['sh', '-c', `echo "${HELD_LINE}" >&2; exec sleep ${FOR_GOOD}`] : command;
    case 'listen-late':
      return ['sh', '-c', `sleep ${seconds}; exec "$@"`, 'sh', ...command];
    case 'few-descriptors':
      // Both limits, or a program may raise its own; what is told is what the shell, and so the program, really has.
      return ['sh', '-c', `ulimit -n ${descriptors}; echo "${DESCRIPTORS_LINE} $(ulimit -n)" >&2; exec "$@"`, 'sh', ...command];
    case 'read-only-disk':
      return ['sh', '-c', `if (: > .canarybed-probe) 2>/dev/null; then rm -f .canarybed-probe; else echo "${READ_ONLY_LINE}" >&2; fi; exec "$@"`, 'sh', ...command];
    case 'port-kept':
      return ['node', '-e', KEEP_PORT, release.releaseId?.setting ?? '', release.port.setting, ...command];
    default:
      return command;
  }
}

/** Id of the release whose process was not ended. */
export const RELEASE_BEFORE = 'release-before';

/** Starts the program as the release before, and once that listens as itself; lives as long as the first one. */
const KEEP_PORT = `
const { spawn } = require('node:child_process');
const { connect } = require('node:net');
const [idSetting, portSetting, ...command] = process.argv.slice(1);
const start = (env) => spawn(command[0] === 'node' ? process.execPath : command[0], command.slice(1), { stdio: 'inherit', env: { ...process.env, ...env } });
const before = start({ [idSetting]: '${RELEASE_BEFORE}' });
before.on('exit', (code) => process.exit(code ?? 1));
process.on('SIGTERM', () => before.kill());
const look = () => {
  const socket = connect(Number(process.env[portSetting]), '127.0.0.1');
  socket.on('connect', () => {
    socket.destroy();
    start({}).on('exit', (code) => console.error('the new release ended with ' + code + ', the port is kept on purpose'));
  });
  socket.on('error', () => setTimeout(look, 50));
};
look();
`;

/** A server that is alive, did all its start work, and whose listen call never led anywhere. */
const NEVER_LISTEN = `
require('node:net').Server.prototype.listen = function () {
  console.error('listen was swallowed on purpose');
  setInterval(() => {}, 60000);
  return this;
};
`;

/**
 * The block begins some seconds after the port opened, so that a slow boot does not move it. The thread sleeps in it:
 * the loop is as dead as in an endless computation, and the machine's processors are left to the other instances.
 */
const blockEventLoop = (seconds: number, lasts: number | undefined): string => `
{
  const { Server } = require('node:net');
  const listen = Server.prototype.listen;
  Server.prototype.listen = function (...args) {
    this.once('listening', () => setTimeout(() => {
      console.error('the event loop is blocked on purpose');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${lasts === undefined ? 'Infinity' : lasts * 1000});
    }, ${seconds * 1000}));
    return listen.apply(this, args);
  };
}
`;
