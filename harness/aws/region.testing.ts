import type { JournalEvent } from '../model/journal.js';
import { catalogueOf } from './machine.js';
import { coreWithMachines, AMI, PLACE, AnsweringMachine } from './machines.testing.js';
import { serveRegion, type ServedRegion } from './serve-region.js';

export { AMI, PLACE, coreWithMachines };

/** A served region whose instances answer every request with a status that a test may change. */
export async function serveTestRegion(): Promise<{ readonly served: ServedRegion; readonly machines: AnsweringMachine[]; readonly events: JournalEvent[] }> {
  const events: JournalEvent[] = [];
  const machines: AnsweringMachine[] = [];
  const served = await serveRegion({
    region: {
      place: PLACE,
      images: catalogueOf([{ id: AMI, name: 'answers', description: 'answers as it is told' }]),
      launch: async (order) => {
        const machine = await AnsweringMachine.start(order);
        machines.push(machine);
        return machine;
      },
      doubts: { neverHealthy: 'keep', healthCheckPeriod: 1 },
      journal: { write: (event) => void events.push(event) },
    },
  });
  return { served, machines, events };
}
