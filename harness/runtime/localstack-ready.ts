import { request } from 'undici';
import { describeError, EnvironmentError } from '../model/errors.js';
import { LOCALSTACK_URL_VARIABLE } from '../model/localstack.js';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import type { SocketAddress } from '../services/socket-address.js';

/** Longest wall seconds that scripts may take, and between two looks at them. */
const SCRIPTS = { limit: 300, every: 0.25 };

/** Wall milliseconds for one of its answers about itself. */
const ANSWER_LIMIT_MS = 10_000;

/** LocalStack's account of its scripts at `/_localstack/init/ready`. */
interface InitState {
  readonly completed: boolean;
  readonly scripts: readonly { readonly name: string; readonly state: 'UNKNOWN' | 'RUNNING' | 'SUCCESSFUL' | 'ERROR' }[];
}

/** Address of a LocalStack that runs already. @throws EnvironmentError when none answers there */
export async function findRunning(url: string): Promise<SocketAddress> {
  const { hostname, port } = new URL(url);
  const address = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) };
  try {
    await ask(address, 'health');
    return address;
  } catch (error) {
    throw new EnvironmentError(
      `expected a LocalStack at ${url}, found none: ${describeError(error)}`,
      `Start it, or correct ${LOCALSTACK_URL_VARIABLE} or aws.localstack.url; without them one is started in a container.`,
    );
  }
}

/** Resolves when all scripts of a folder have ended. @throws EnvironmentError when one fails, or takes for ever */
export async function untilInitialized(address: SocketAddress, folder: string, limit = SCRIPTS.limit): Promise<void> {
  for (const giveUpAt = wallNow() + limit; ; await wallSleep(SCRIPTS.every)) {
    const { completed, scripts } = (await ask(address, 'init/ready')) as InitState;
    const failed = scripts.find(({ state }) => state === 'ERROR');
    if (failed) throw new EnvironmentError(`${failed.name} of ${folder} failed in LocalStack`, 'Run it there by hand to see why; scripts must be able to be executed, and end with 0.');
    if (completed) return;
    if (wallNow() >= giveUpAt) throw new EnvironmentError(`the scripts of ${folder} have not ended in LocalStack within ${limit} s`, 'See which of them waits for something.');
  }
}

async function ask({ host, port }: SocketAddress, path: string): Promise<unknown> {
  const shown = host.includes(':') ? `[${host}]` : host;
  // Not by fetch, which refuses some ports unseen.
  const { statusCode, body } = await request(`http://${shown}:${port}/_localstack/${path}`, { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
  if (statusCode === 200) return body.json();
  await body.dump();
  throw new Error(`/_localstack/${path} answered ${statusCode}`);
}
