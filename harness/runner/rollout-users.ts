import type { RegionListener } from '../aws/region-listener.js';
import type { Clock } from '../model/clock.js';
import { TrafficTally } from '../traffic/tally.js';
import { Users } from '../traffic/users.js';
import type { FleetMembers } from './fleet-members.js';
import type { StageOptions } from './fleet-stage.js';

/** The listener that users come to. */
export type UsersDoor = Pick<RegionListener, 'kind' | 'address' | 'servedBy'>;

/** What users' answers are told by. */
export interface UsersStage {
  readonly members: Pick<FleetMembers, 'find' | 'phase'>;
  readonly tally: TrafficTally;
  readonly clock: Clock;
}

/** Keep-alive connections of the users together. */
const CONNECTIONS = 4;

/** Counts users' answers by what those of each side are to be. */
export const tallyFor = ({ answersOf }: Pick<StageOptions, 'answersOf'>): TrafficTally => new TrafficTally((fleet) => answersOf(fleet === 'canary' ? 'canary' : 'old'));

/** Users of a rollout, who have not come yet. @param stage asked for at each of their answers */
export function usersOf({ scenario: { release }, fleets, patience }: Pick<StageOptions, 'scenario' | 'fleets' | 'patience'>, { kind, address, servedBy }: UsersDoor, stage: () => UsersStage): Users {
  return new Users({
    requests: release.users,
    door: address,
    publicHost: release.publicHost,
    perSecond: fleets.usersPerSecond,
    connections: CONNECTIONS,
    ...(patience === undefined ? {} : { patience }),
    // A network balancer adds no header, so what ends TLS before it must say how the user came.
    ...(kind === 'network' ? { headers: { 'x-forwarded-proto': 'https' } } : {}),
    now: () => stage().clock.now(),
    phase: () => stage().members.phase,
    servedBy,
    fleetOf: (id) => stage().members.find(id)?.side ?? 'balancer',
    onAnswer: (asked) => stage().tally.add(asked),
  });
}
