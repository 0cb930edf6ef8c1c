import { NOWHERE, type Machine, type MachineOrder } from '../aws/machine.js';
import type { Activity } from '../model/activity.js';
import type { Instance } from '../runtime/instance.js';
import { openFixedAnswer } from '../services/fixed-answer.js';

const NO_ACTIVITY: Activity = { cpuSeconds: 0, linkBytes: 0, logLines: 0 };

/** A real copy of a release as the machine behind an EC2 instance. @param end ends it and what was made for it */
export function machineOfInstance(instance: Instance, end: () => Promise<void>): Machine {
  return {
    id: instance.id,
    privateAddress: instance.privateAddress,
    addressOf: (port) => instance.addressOf(port),
    get mark() {
      return instance.mark;
    },
    get listening() {
      return instance.listening;
    },
    get gone() {
      return instance.gone;
    },
    activity: () => instance.activity(),
    noteCheck: (passed, sent) => instance.noteCheck(passed, sent),
    lastLines: (count) => instance.logs.last(count).map(({ line }) => line),
    stop: end,
  };
}

/** A machine that gives one answer on every port. */
export async function answeringMachine(order: MachineOrder, status: number): Promise<Machine> {
  const server = await openFixedAnswer(status);
  return standIn(order, () => server.address, () => server.close());
}

/** A machine on which nothing runs, though it is up. */
export const emptyMachine = (order: MachineOrder): Machine => standIn(order, () => NOWHERE, () => Promise.resolve());

const standIn = ({ id, privateAddress }: MachineOrder, addressOf: Machine['addressOf'], stop: Machine['stop']): Machine => ({
  id,
  privateAddress,
  addressOf,
  mark: 0,
  listening: true,
  gone: false,
  activity: () => Promise.resolve(NO_ACTIVITY),
  noteCheck: () => Promise.resolve(),
  lastLines: () => [],
  stop,
});
