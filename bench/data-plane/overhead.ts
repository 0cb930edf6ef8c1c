import { Agent, get } from 'node:http';
import { wallNow } from '../../harness/model/wall-clock.js';
import { figureLine, median } from '../figures.js';
import { startChild } from './child.js';
import type { Address, Listening } from './listeners.js';

/** Wall milliseconds that a request may take longer through the HTTP listener. */
const MOST_OVERHEAD = 1;

/** Rounds before those that count: until then code is compiled and connections are made. */
const WARM_UP = 500;

const WAYS = ['direct', 'http', 'tcp'] as const;
type Way = (typeof WAYS)[number];

/**
 * Milliseconds of a request to a target, and of one through the data plane before it, one at a time on kept connections.
 * The ways take turns, so that what else the machine does falls on all alike. Target, data plane and this client are
 * three processes.
 */
export async function measureOverhead(rounds: number): Promise<boolean> {
  const origin = startChild<Address>('origin.ts');
  const listeners = startChild<Listening>('listeners.ts');
  const agents: Agent[] = [];
  try {
    const direct = await origin.first;
    listeners.send(direct);
    const doors: Record<Way, Address> = { direct, ...(await listeners.first) };
    const ask = Object.fromEntries(WAYS.map((way) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      agents.push(agent);
      return [way, () => timeOf(doors[way], agent)];
    })) as Record<Way, () => Promise<number>>;
    const times = await takeTurns(ask, rounds);
    const over = (way: Way): number => median(times[way].map((time, round) => time - (times.direct[round] ?? Number.NaN)));
    console.log(figureLine(`a request to the target itself, median of ${rounds}`, median(times.direct), 'ms'));
    console.log(figureLine('  through the HTTP listener', median(times.http), 'ms'));
    console.log(figureLine('  through the TCP listener', median(times.tcp), 'ms'));
    console.log(figureLine('added by the TCP listener, median of differences', over('tcp'), 'ms'));
    console.log(figureLine('added by the HTTP listener, median of differences', over('http'), 'ms', MOST_OVERHEAD));
    return over('http') <= MOST_OVERHEAD;
  } finally {
    for (const agent of agents) agent.destroy();
    await Promise.all([listeners.end(), origin.end()]);
  }
}

async function takeTurns(ask: Readonly<Record<Way, () => Promise<number>>>, rounds: number): Promise<Record<Way, number[]>> {
  const times: Record<Way, number[]> = { direct: [], http: [], tcp: [] };
  for (let round = -WARM_UP; round < rounds; round += 1) {
    // Whoever comes after another one finds the processor's caches as that one left them.
    for (let turn = 0; turn < WAYS.length; turn += 1) {
      const way = WAYS[(round + WARM_UP + turn) % WAYS.length] as Way;
      const time = await ask[way]();
      if (round >= 0) times[way].push(time);
    }
  }
  return times;
}

/** Wall milliseconds from the request to the last byte of its answer. */
function timeOf({ host, port }: Address, agent: Agent): Promise<number> {
  const startedAt = wallNow();
  return new Promise((resolve, reject) => {
    get({ host, port, agent, headers: { host: 'shop.example.com' } }, (response) => {
      response.on('error', reject).on('end', () => {
        if (response.statusCode === 200) resolve((wallNow() - startedAt) * 1000);
        else reject(new Error(`the target's page came with status ${response.statusCode ?? 'none'}`));
      });
      response.resume();
    }).on('error', reject);
  });
}
