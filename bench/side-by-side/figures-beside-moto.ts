import { figureLine, median } from '../figures.js';
import { wallSleep } from '../../harness/model/wall-clock.js';
import { askForSeconds, type Load } from './load.js';
import { residentMemory } from './memory.js';
import type { RunningServer } from './server.js';
import type { WireRequest } from './signed-request.js';

const CONNECTIONS = 8;
const MANY_CLIENTS = 200;
/** Wall seconds of the long load, and of its start, after which memory is to stay. */
const LONG = 30;
const SETTLED = 5;
/** Per cent. */
const MOST_GROWTH = 10;

export interface LoadedServer {
  readonly server: RunningServer;
  readonly request: WireRequest;
}

/** Requests a second of each server, in rounds in which they take turns, so that what else the machine does falls on all alike. */
export async function compareThroughput(servers: readonly LoadedServer[], rounds: number, seconds: number): Promise<boolean> {
  const loads = new Map<string, Load[]>(servers.map(({ server }) => [server.name, []]));
  for (let round = 0; round < rounds; round += 1) {
    const turns = round % 2 === 0 ? servers : [...servers].reverse();
    for (const { server, request } of turns) loads.get(server.name)?.push(await askForSeconds(request, CONNECTIONS, seconds));
  }
  for (const [name, each] of loads) {
    const errors = each.reduce((sum, load) => sum + load.errors, 0);
    console.log(figureLine(`${name}: DescribeInstanceHealth of 10, ${CONNECTIONS} at once, median of ${rounds}`, median(each.map(({ perSecond }) => perSecond)), 'a second'));
    if (median(each.map(({ kept }) => kept)) < 0.5) console.log(`  ${name} closes the connection after each answer, so each request has one of its own`);
    console.log(figureLine('  requests without an answer of 200', errors, '', 0));
  }
  return [...loads.values()].flat().every(({ errors }) => errors === 0);
}

/** Many clients at once for half a minute: none goes without an answer, and memory does not grow. */
export async function endureMany({ server, request }: LoadedServer): Promise<boolean> {
  const load = askForSeconds(request, MANY_CLIENTS, LONG);
  await wallSleep(SETTLED);
  const before = residentMemory(server.pid);
  await wallSleep(LONG - SETTLED - 0.5);
  const after = residentMemory(server.pid);
  const { perSecond, errors } = await load;
  const growth = (after / before - 1) * 100;
  console.log(figureLine(`${server.name}: ${MANY_CLIENTS} at once for ${LONG} s`, perSecond, 'a second'));
  console.log(figureLine('  requests without an answer of 200', errors, '', 0));
  if (Number.isNaN(growth)) console.log('  memory: not measured, as this system or this server does not say');
  else {
    console.log(figureLine(`  memory after ${SETTLED} s`, before, 'MiB'));
    console.log(figureLine(`  memory after ${LONG} s`, after, 'MiB'));
    console.log(figureLine('  growth', growth, '%', MOST_GROWTH));
  }
  return errors === 0 && !(growth > MOST_GROWTH);
}
