import type { UserAnswer } from '../model/journal.js';
import type { UserRequest } from '../model/release.js';
import { CookieJar } from './cookie-jar.js';

/** Requests as users send them: those of one journey together and in order, every other by itself. Pure. */
export function journeysOf(requests: readonly UserRequest[]): UserRequest[][] {
  const journeys = new Map<string | UserRequest, UserRequest[]>();
  for (const request of requests) {
    const key = request.journey ?? request;
    const known = journeys.get(key);
    if (known) known.push(request);
    else journeys.set(key, [request]);
  }
  return [...journeys.values()];
}

/**
 * Sends requests one after the other, those of a journey with the cookies that came with the answers before. Who gets no
 * answer does not go on: the rest would only be waited for in vain.
 *
 * @returns an answer for each request
 */
export async function askJourney(
  journey: readonly UserRequest[],
  ask: (request: UserRequest, jar: CookieJar | undefined) => Promise<UserAnswer>,
): Promise<UserAnswer[]> {
  const jar = journey[0]?.journey === undefined ? undefined : new CookieJar();
  const answers: UserAnswer[] = [];
  for (const request of journey) {
    const stuck = answers.find(({ error }) => error !== undefined);
    answers.push(stuck ? { request: request.name, error: `not asked, since ${stuck.request} got no answer`, tookMs: 0 } : await ask(request, jar));
  }
  return answers;
}
