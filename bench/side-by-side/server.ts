import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { wallNow, wallSleep, wallTimer } from '../../harness/model/wall-clock.js';
import { ask } from './ask.js';
import { signedRequest } from './signed-request.js';

/** How a server is started. */
export interface ServerCommand {
  readonly name: string;
  readonly file: string;
  readonly args: (port: number) => readonly string[];
  /** What it writes once it is ready, where it already answers before that. */
  readonly says?: RegExp;
}

export interface RunningServer {
  readonly name: string;
  /** Endpoint for clients, without a slash at its end. */
  readonly url: string;
  /** Undefined when somebody else started it. */
  readonly pid?: number;
  /** Wall seconds from the start of its process to the first answer with status 200; NaN when somebody else started it. */
  readonly startedWithin: number;
  stop(): Promise<void>;
}

const ROOT = join(__dirname, '../..');
const PROGRAM = join(ROOT, 'bin/canarybed.mjs');

/** moto's server, which is one process. */
export const MOTO: ServerCommand = { name: 'moto', file: 'python3', args: (port) => ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)] };

/** Ours, with one image, which stands for nothing: what moto has behind its instances, too. */
export const CANARYBED: ServerCommand = { name: 'canarybed', file: process.execPath, args: (port) => [PROGRAM, 'serve', '--instances', 'none', '--port', String(port)] };

/** Ours with the shop, which boots in every instance. */
export const SHOP: ServerCommand = {
  name: 'canarybed',
  file: process.execPath,
  args: (port) => [PROGRAM, 'serve', 'examples/images.ts', '--runtime', 'embedded', '--port', String(port)],
  says: /runtime: embedded/,
};

const START_LIMIT = 60;
/** Ours ends a database and its instances first. */
const STOP_LIMIT = 30;
const POLL = 0.01;
const LAST_OUTPUT = 2000;

/** Version of the moto on this machine, or undefined when there is none. */
export function motoVersion(): string | undefined {
  const { status, stdout } = spawnSync(MOTO.file, ['-c', 'import moto.server; print(moto.__version__)'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** @param url of a server that runs already, and that is left running. */
export const runningAt = (name: string, url: string): RunningServer => ({ name, url, startedWithin: Number.NaN, stop: () => Promise.resolve() });

/**
 * Starts a server on a free port, in the project's folder, and asks it until it answers and has said that it is ready.
 * @throws Error with the last of its output when it ends before that, or takes longer than a minute.
 */
export async function startServer({ name, file, args, says = /^/ }: ServerCommand): Promise<RunningServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const request = await signedRequest(url, 'DescribeLoadBalancers', {});
  const startedAt = wallNow();
  const child = startChild(file, args(port));
  while ((await ask(request)) !== 200 || !says.test(child.output())) {
    const late = wallNow() - startedAt > START_LIMIT;
    if (late || child.gone() !== undefined) {
      const found = child.gone() ?? `did not within ${START_LIMIT} s`;
      await child.stop();
      throw new Error(`expected ${name} to answer at ${url}, found that it ${found}; the last of its output:\n${child.output()}`);
    }
    await wallSleep(POLL);
  }
  return { name, url, ...(child.pid === undefined ? {} : { pid: child.pid }), startedWithin: wallNow() - startedAt, stop: child.stop };
}

interface StartedChild {
  readonly pid: number | undefined;
  /** How it ended, once it has. */
  gone(): string | undefined;
  output(): string;
  stop(): Promise<void>;
}

function startChild(file: string, args: readonly string[]): StartedChild {
  const child = spawn(file, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let gone: string | undefined;
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output = (output + String(chunk)).slice(-LAST_OUTPUT)));
  const ended = new Promise<void>((resolve) => {
    const end = (how: string): void => {
      gone ??= how;
      resolve();
    };
    child.once('error', ({ message }) => end(`could not be started: ${message}`));
    child.once('close', (code, signal) => end(`ended by itself: ${signal ?? code}`));
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const giveUp = wallTimer(STOP_LIMIT, () => child.kill('SIGKILL'));
    await ended;
    giveUp();
  };
  return { pid: child.pid, gone: () => gone, output: () => output, stop };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}
