import { createServer } from 'node:net';
import { EnvironmentError } from '../../model/errors.js';

/** Below the ephemeral range, so that no outgoing connection takes a port between our look and the app's bind. */
const FIRST = 20_000;
const LAST = 32_000;

/** Hands out ports that were free when looked at, each once a run until all were given. */
export class Ports {
  #next = FIRST + ((process.pid * 97) % (LAST - FIRST));

  /** @throws EnvironmentError when no port of the range can be bound. */
  async take(): Promise<number> {
    for (let tries = 0; tries < LAST - FIRST; tries += 1) {
      const port = this.#next;
      this.#next = port + 1 > LAST ? FIRST : port + 1;
      if (await isFree(port)) return port;
    }
    throw new EnvironmentError(`no free port between ${FIRST} and ${LAST}`, 'End programs that listen there.');
  }
}

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '0.0.0.0', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
