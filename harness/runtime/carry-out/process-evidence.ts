import { commandText } from '../../model/command-text.js';
import type { ProcessFault } from '../../model/fault.js';
import type { LogRing } from '../log-ring.js';
import type { ProcessLife } from '../process-life.js';
import type { Evidence } from './evidence.js';
import { CRASH_LINE, DESCRIPTORS_LINE, FEW_DESCRIPTORS, HELD_LINE, memoryOption, READ_ONLY_LINE } from './process.js';

export interface ProcessView {
  readonly life: Pick<ProcessLife, 'exits' | 'listening' | 'bootSeconds'>;
  readonly logs: LogRing;
  readonly command: readonly string[];
  /** What the process was really given; undefined where that cannot be read. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
}

/** What a process fault left behind: an exit, a line, a late port. Faults that were struck have proofs of their own. */
export function seenProcess(fault: ProcessFault, { life, logs, command, environment }: ProcessView): Evidence[] {
  const exits = life.exits.map(({ code, signal }) => signal ?? code).join(', ');
  switch (fault.operator) {
    case 'crash-on-start':
      return [{ live: logs.find(new RegExp(CRASH_LINE)) !== undefined, sentence: `ended with ${exits || 'nothing'}` }];
    case 'memory-limit':
      return [seenMemoryLimit(fault, environment, exits)];
    case 'listen-late': {
      const late = life.bootSeconds === undefined || life.bootSeconds >= (fault.seconds ?? 0);
      return [{ live: late, sentence: `the port opened after ${life.bootSeconds?.toFixed(1) ?? 'never'} s` }];
    }
    case 'few-descriptors':
      return [seenDescriptors(logs, fault.descriptors)];
    case 'read-only-disk':
      return [seenLine(logs, READ_ONLY_LINE, 'the folder can be written to')];
    case 'never-listen':
      return [fault.held === true ? seenHeld(logs, life, exits) : seenLine(logs, 'on purpose', 'no sign of it in the log')];
    case 'port-kept':
    case 'block-event-loop':
      return [seenLine(logs, 'on purpose', 'no sign of it in the log')];
    default:
      return [{ live: false, sentence: `${fault.operator} did not strike: ${commandText(command)}` }];
  }
}

/** A small server lives under a limit that ends a larger one; that it was given the limit is enough. */
function seenMemoryLimit(fault: ProcessFault, environment: ProcessView['environment'], exits: string): Evidence {
  if (exits !== '') return { live: true, sentence: `ended with ${exits}` };
  const option = memoryOption(fault);
  const isGiven = environment?.NODE_OPTIONS?.split(' ').includes(option) === true;
  return { live: isGiven, sentence: isGiven ? `lives with ${option}` : 'ended with nothing' };
}

/** One that ended, or listens after all, was not held. */
function seenHeld(logs: LogRing, { listening }: ProcessView['life'], exits: string): Evidence {
  if (exits !== '') return { live: false, sentence: `ended with ${exits}` };
  return listening ? { live: false, sentence: 'the port is open' } : seenLine(logs, HELD_LINE, 'no sign of it in the log');
}

function seenLine(logs: LogRing, text: string, missing: string): Evidence {
  const line = logs.find(new RegExp(text))?.line;
  return { live: line !== undefined, sentence: line ?? missing };
}

/** The limit that the process told is that which it really has. */
function seenDescriptors(logs: LogRing, descriptors = FEW_DESCRIPTORS): Evidence {
  const told = seenLine(logs, DESCRIPTORS_LINE, 'no sign of it in the log');
  return { ...told, live: told.sentence === `${DESCRIPTORS_LINE} ${descriptors}` };
}
