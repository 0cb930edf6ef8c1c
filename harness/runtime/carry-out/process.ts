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
}

const isProcess = (fault: Fault): fault is ProcessFault & { summary: string } => fault.kind === 'process';

/** Line by which a start command that was made to crash says so. */
export const CRASH_LINE = 'start command failed on purpose';

/** Process faults that change how the process starts; those that strike a running one are timed by the instance. */
export function planProcess(release: Release, faults: readonly Fault[]): ProcessPlan {
  const plan = { command: release.command, preload: '', nodeOptions: [] as string[], respawn: release.respawn };
  for (const fault of faults.filter(isProcess)) {
    if (fault.respawn !== undefined) plan.respawn = fault.respawn;
    switch (fault.operator) {
      case 'crash-on-start':
        plan.command = ['sh', '-c', `echo "${CRASH_LINE}" >&2; exit ${fault.exitCode ?? 1}`];
        break;
      case 'listen-late':
        plan.command = ['sh', '-c', `sleep ${fault.seconds ?? 3}; exec "$@"`, 'sh', ...plan.command];
        break;
      case 'memory-limit':
        plan.nodeOptions.push(`--max-old-space-size=${fault.megabytes ?? 8}`);
        break;
      case 'never-listen':
        plan.preload += NEVER_LISTEN;
        break;
      case 'block-event-loop':
        plan.preload += blockEventLoop(fault.seconds ?? 0, fault.lasts);
        break;
      default:
    }
  }
  const { preload, ...rest } = plan;
  return preload === '' ? rest : { ...rest, preload };
}

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
