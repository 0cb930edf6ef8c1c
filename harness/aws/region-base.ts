import { RecentEvents } from './recent-events.js';
import { clockOf, type Clock } from '../model/clock.js';
import type { Journal } from '../model/journal.js';
import { wallNow } from '../model/wall-clock.js';
import { Instances } from './instances.js';
import type { ImageCatalogue, LaunchMachine } from './machine.js';
import { Network } from './network.js';
import type { Place } from './place.js';

/** Where AWS publishes nothing, or contradicts itself, and one must choose. */
export interface DoubtSettings {
  /** Checks that a newly registered instance of a classic balancer must pass; the healthy threshold when left out (doubt D1). */
  readonly initialSuccesses?: number;
  /** What becomes of instances that fail where none of their group ever passed (doubt D2). */
  readonly neverHealthy: 'keep' | 'replace';
  /** Seconds between two looks of a group at the health of its instances. */
  readonly healthCheckPeriod: number;
}

/** What every service behind the door stands on. Times are seconds of the clock, which is the wall's. */
export interface RegionCore {
  readonly place: Place;
  readonly clock: Clock;
  /** The moment of a second of the clock. */
  dateOf(seconds: number): Date;
  readonly events: RecentEvents;
  readonly doubts: DoubtSettings;
  readonly images: ImageCatalogue;
  readonly network: Network;
  readonly instances: Instances;
  /** What balancers keep of targets' checks: with `recent` the latest ones of those that are registered. */
  readonly history: 'all' | 'recent';
}

export interface CoreOptions {
  readonly place: Place;
  readonly images: ImageCatalogue;
  readonly launch: LaunchMachine;
  readonly doubts: DoubtSettings;
  /** Told every event too, of which the region itself keeps the latest. */
  readonly journal?: Journal;
  /** `recent` when left out, so that a region may live for days. */
  readonly history?: 'all' | 'recent';
}

export function openCore({ place, images, launch, doubts, journal, history = 'recent' }: CoreOptions): RegionCore {
  const clock = clockOf('realtime');
  const began = performance.timeOrigin + wallNow() * 1000 - clock.now() * 1000;
  const network = new Network(place);
  return {
    place,
    clock,
    dateOf: (seconds) => new Date(began + seconds * 1000),
    events: new RecentEvents(clock, journal),
    history,
    doubts,
    images,
    network,
    instances: new Instances({ clock, network, launch }),
  };
}
