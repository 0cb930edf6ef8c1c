import { Agent } from 'node:http';
import { wallNow } from '../../harness/model/wall-clock.js';
import { ask } from './ask.js';
import type { WireRequest } from './signed-request.js';

export interface Load {
  readonly perSecond: number;
  readonly answered: number;
  /** Requests that got no answer, or one of another status than 200. */
  readonly errors: number;
  /** Share of the requests that went over a connection of an earlier one: 0 when the server keeps none. */
  readonly kept: number;
}

/** Keeps as many clients asking, one request after another, each on a connection that it keeps if the server does. */
export async function askForSeconds(request: WireRequest, clients: number, seconds: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const startedAt = wallNow();
  const count = { answered: 0, errors: 0, kept: 0 };
  const oneClient = async (): Promise<void> => {
    while (wallNow() - startedAt < seconds) {
      const status = await ask(request, agent, () => (count.kept += 1));
      if (status === 200) count.answered += 1;
      else count.errors += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, oneClient));
  const took = wallNow() - startedAt;
  agent.destroy();
  return { perSecond: count.answered / took, answered: count.answered, errors: count.errors, kept: count.kept / Math.max(1, count.answered + count.errors) };
}
