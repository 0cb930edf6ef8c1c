import { whenText, type When } from '../../faults/database.js';
import type { DependencyFault, Fault } from '../../model/fault.js';
import type { ProbeForm } from '../../model/health-check.js';

export const wrongHost = (): Fault => ({ kind: 'database', operator: 'wrong-host', onset: 'boot', summary: 'the database host is wrong' });

export const tableDropped = (table: string): Fault => ({ kind: 'database', operator: 'table-dropped', onset: 'boot', table, summary: `table ${table} is dropped` });

/** A pool that never opens another connection would go on for ever; sessions end sooner or later. */
export const passwordRotated = (): Fault => ({
  kind: 'database',
  operator: 'password-rotated',
  onset: 'passing',
  endSessions: true,
  summary: `the database password was rotated and open sessions were ended${whenText('passing')}`,
});

export const fewDescriptors = (descriptors: number): Fault => ({
  kind: 'process',
  operator: 'few-descriptors',
  descriptors,
  summary: `the process may have ${descriptors} files and sockets open`,
});

export const readOnlyDisk = (): Fault => ({ kind: 'process', operator: 'read-only-disk', summary: 'the disk is read-only' });

export const askedOtherwise = (form: ProbeForm, summary: string): Fault => ({ kind: 'request', operator: 'asked-otherwise', form, summary });

const HOW = { down: 'is down', hung: 'hangs', slow: 'is slow', reset: 'resets connections' } as const;

/** A fault of the server that a setting names. */
export function dependencyFault(operator: DependencyFault['operator'], setting: string, { onset = 'boot', ...rest }: When & Pick<DependencyFault, 'latencyMs'>): Fault {
  return { kind: 'dependency', operator, setting, onset, ...rest, summary: `the server of ${setting} ${HOW[operator]}${whenText(onset, rest.lasts)}` };
}

/** The last migration has not run yet, and the release runs it at its start, as a deployment does. */
export const pendingLast = (): Fault => ({ kind: 'migration', operator: 'pending-last', summary: 'the last migration is run by this release' });
