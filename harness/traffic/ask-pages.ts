import type { UserAnswer } from '../model/journal.js';
import type { UserRequest } from '../model/release.js';
import { askJourney, journeysOf } from './journeys.js';
import { PATIENCE } from './patience.js';
import { askAsUser } from './user-exchange.js';

/** What a balancer that ends TLS adds to a user's request. */
const FORWARDED = { 'x-forwarded-proto': 'https', 'x-forwarded-port': '443', 'x-forwarded-for': '192.0.2.10' };

export interface Door {
  /** Asked for at each request, since an instance's socket changes when it respawns. */
  address(): { readonly host: string; readonly port: number };
  readonly publicHost: string;
  /** Wall seconds after which a user has given up; left out: 8. */
  readonly patience?: number;
}

/**
 * Sends users' requests to one instance as a balancer forwards them: public Host, https outside. Those of a journey one
 * after the other, all others at once. The answers are in the order of the requests.
 */
export async function askPages(requests: readonly UserRequest[], { address, publicHost, patience = PATIENCE }: Door): Promise<UserAnswer[]> {
  const door = { address, publicHost, patience, agent: false, headers: FORWARDED } as const;
  const answers = new Map<UserRequest, UserAnswer>();
  const ask = async (journey: readonly UserRequest[]): Promise<void> => {
    const given = await askJourney(journey, async (request, jar) => (await askAsUser(request, door, jar)).answer);
    for (const [index, request] of journey.entries()) answers.set(request, given[index] as UserAnswer);
  };
  await Promise.all(journeysOf(requests).map(ask));
  return requests.map((request) => answers.get(request) as UserAnswer);
}
