import { ConfigError } from '../model/errors.js';
import type { Fault, PhaseOnset } from '../model/fault.js';
import type { Release } from '../model/release.js';
import { whenText } from './database.js';

/** Faults of the process. Times in wall seconds; left out, a block or stop lasts for good. */
export interface ProcessFaults {
  crashOnStart(options?: { readonly exitCode?: number; readonly respawn?: boolean }): Fault;
  /** The process lives and its port never opens: Node's does all but listen, any other is held before its program begins. */
  neverListen(): Fault;
  listenLate(options: { readonly seconds: number }): Fault;
  /** Ended after so many health checks. */
  exitAfterChecks(options: { readonly checks: number; readonly respawn?: boolean }): Fault;
  /** Ended so long after each start, or once so long after a moment of the rollout. */
  exitAfter(options: ({ readonly seconds: number } | { readonly onset: PhaseOnset }) & { readonly respawn?: boolean }): Fault;
  /** Busy without a pause, from so long after the port opened. */
  blockEventLoop(options?: { readonly seconds?: number; readonly lasts?: number }): Fault;
  /** Stopped by a signal as soon as it listens, so long after its start, or after a moment of the rollout. */
  stop(options?: { readonly seconds?: number; readonly onset?: PhaseOnset; readonly lasts?: number }): Fault;
  /** The process of the release before keeps the port and answers; the new one cannot listen. */
  portKept(): Fault;
  /** Memory so short that the process is ended while it starts. */
  memoryLimit(options: { readonly megabytes: number }): Fault;
  /** So many files and sockets may be open at once; left out: 32. */
  fewDescriptors(options?: { readonly descriptors: number }): Fault;
  /** The app cannot write in its folder. */
  readOnlyDisk(): Fault;
}

export function processFaults({ command, name, releaseId }: Release): ProcessFaults {
  const isNode = command[0]?.split('/').at(-1) === 'node';
  const nodeOnly = (fault: Fault): Fault => {
    if (isNode) return fault;
    throw new ConfigError(`fault.process.${fault.operator} applies to programs started by node; ${name} is started by "${command[0]}"`);
  };
  return {
    crashOnStart: (options) => ({ kind: 'process', operator: 'crash-on-start', ...options, summary: 'the process ends at its start' }),
    neverListen: () => ({ kind: 'process', operator: 'never-listen', ...(isNode ? {} : { held: true }), summary: 'the port never opens' }),
    listenLate: ({ seconds }) => ({ kind: 'process', operator: 'listen-late', seconds, summary: `the start takes ${seconds} s longer` }),
    exitAfterChecks: (options) => ({ kind: 'process', operator: 'exit-after-checks', ...options, summary: `the process ends after ${options.checks} checks` }),
    exitAfter: (options) => ({ kind: 'process', operator: 'exit-after', ...options, summary: `the process ends${'onset' in options ? whenText(options.onset) : ` ${options.seconds} s after its start`}` }),
    blockEventLoop: (options) => nodeOnly({ kind: 'process', operator: 'block-event-loop', ...options, summary: 'the event loop is blocked' }),
    stop: (options) => ({ kind: 'process', operator: 'stop', ...options, summary: `the process is stopped by a signal${options?.onset ? whenText(options.onset) : ''}` }),
    portKept() {
      if (releaseId) return nodeOnly({ kind: 'process', operator: 'port-kept', summary: 'the process of the release before keeps the port' });
      throw new ConfigError(`fault.process.portKept does not apply to ${name}: its description names no setting for its release id`);
    },
    fewDescriptors: (options) => ({ kind: 'process', operator: 'few-descriptors', ...options, summary: `few files may be open at once${options ? `: ${options.descriptors}` : ''}` }),
    readOnlyDisk: () => ({ kind: 'process', operator: 'read-only-disk', summary: 'the disk is read-only' }),
    memoryLimit: ({ megabytes }) => nodeOnly({ kind: 'process', operator: 'memory-limit', megabytes, summary: `memory is limited to ${megabytes} MB` }),
  };
}
