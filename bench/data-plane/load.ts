import { Agent, request as send } from 'node:http';
import type { UserRequest } from '../../harness/model/release.js';
import { wallNow } from '../../harness/model/wall-clock.js';
import { onParent, tellParent } from './child.js';
import type { Address } from './listeners.js';
import { LoadTally, type LoadAnswer, type LoadCount } from './load-tally.js';
import { userMix } from './user-mix.js';

export interface LoadOrder {
  readonly door: Address;
  readonly publicHost: string;
  readonly requests: readonly UserRequest[];
  /** Requests altogether. */
  readonly total: number;
  /** Requests under way at any time. */
  readonly atOnce: number;
  /** Wall seconds after which no more are begun. */
  readonly within: number;
}

/** The last message of a load is `over`. */
export type LoadNews = { readonly news: 'under-way'; readonly asked: number } | { readonly news: 'over'; readonly count: LoadCount; readonly seconds: number };

/** Requests between two pieces of news. */
const NEWS_EVERY = 250;

/** Wall milliseconds after which a user has given up. */
const PATIENCE_MS = 10_000;

onParent<LoadOrder>((order) => void runLoad(order));

/** Keeps a constant number of requests under way, each begun when one has ended, and never sends one twice. */
async function runLoad({ door, publicHost, requests, total, atOnce, within }: LoadOrder): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const requestAt = userMix(requests);
  const tally = new LoadTally();
  const startedAt = wallNow();
  let begun = 0;
  let ended = 0;
  const oneUser = async (): Promise<void> => {
    while (begun < total && wallNow() - startedAt < within) {
      const turn = begun++;
      const request = requestAt(turn);
      const askedAt = wallNow();
      const answer = await ask(request, door, publicHost, agent);
      tally.note(turn, request, answer, (wallNow() - askedAt) * 1000);
      ended += 1;
      if (ended % NEWS_EVERY === 0) tellParent({ news: 'under-way', asked: ended } satisfies LoadNews);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, oneUser));
  const seconds = wallNow() - startedAt;
  agent.destroy();
  tellParent({ news: 'over', count: tally.count(), seconds } satisfies LoadNews);
}

function ask({ method, path, headers, body }: UserRequest, door: Address, publicHost: string, agent: Agent): Promise<LoadAnswer> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException): void => resolve({ error: error.code ?? error.message });
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const outgoing = send({ ...door, method, path, agent, headers: { host: publicHost, ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', failed);
      response.on('end', () => {
        const { location } = response.headers;
        if (!response.complete) resolve({ error: 'the answer ended early' });
        else resolve({ status: response.statusCode ?? 0, ...(location === undefined ? {} : { location }), body: Buffer.concat(chunks) });
      });
    });
    outgoing.setTimeout(PATIENCE_MS, () => outgoing.destroy(new Error(`nothing came for ${PATIENCE_MS / 1000} s`)));
    outgoing.on('error', failed);
    outgoing.end(body);
  });
}
