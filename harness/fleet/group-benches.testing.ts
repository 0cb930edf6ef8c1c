import { FleetBench } from './fleet-bench.testing.js';
import type { GivenGroupSettings } from './group-settings.js';

/** Makes groups on benches of their own; all of them are ended after each test, and must leave nothing behind. */
export function groupBenches() {
  const benches: FleetBench[] = [];
  const open = (settings: Partial<GivenGroupSettings>, options?: { balancers?: number; release?: string }): FleetBench => {
    const bench = new FleetBench(settings, options);
    benches.push(bench);
    return bench;
  };
  afterEach(async () => {
    for (const bench of benches.splice(0)) {
      await bench.group.stop({ terminate: true });
      bench.clock.stop();
      expect([bench.running(), bench.holds]).toEqual([[], 0]);
    }
  });
  return {
    open,
    /** A group whose first launches have settled. */
    started: async (settings: Partial<GivenGroupSettings>, options?: { balancers?: number }): Promise<FleetBench> => {
      const bench = open(settings, options);
      bench.group.start();
      await bench.settle();
      return bench;
    },
    /** A bench that is ended by the test itself. */
    forget: (): void => void benches.splice(0),
  };
}

/** Moves of instances, as `second id state`. */
export const lifecycles = ({ events }: FleetBench): string[] =>
  events.flatMap((event) => (event.type === 'lifecycle' ? [`${event.at} ${event.id} ${event.to}`] : []));

/** Activities in AWS's order, as `kind id status: cause`. */
export const activities = (bench: FleetBench): string[] =>
  bench.group.describe().activities.map(({ kind, instanceId = '?', status, cause }) => `${kind} ${instanceId} ${status}: ${cause.map(({ text }) => text).join(' | ')}`);

/** Status messages of activities, in AWS's order. */
export const messages = (bench: FleetBench): string[] => bench.group.describe().activities.flatMap(({ status, statusMessage }) => (statusMessage === undefined ? [] : [`${status}: ${statusMessage}`]));
