import { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

export interface InProcessAnswer {
  readonly status: number;
  readonly body: string;
  /** What the handler threw, if the error page was the answer. */
  readonly error?: unknown;
}

/** Requests made here, with the error each met: neither belongs in the log of visitors. */
const errors = new WeakMap<IncomingMessage, { error?: unknown }>();

export function isInProcess(request: IncomingMessage): boolean {
  return errors.has(request);
}

/** Keeps the error for the one who asked; false if the request came over the network. */
export function keepError(request: IncomingMessage, error: unknown): boolean {
  const kept = errors.get(request);
  if (kept !== undefined) kept.error = error;
  return kept !== undefined;
}

/**
 * Asks the handler for a page as a visitor behind the balancer would, without
 * a socket.
 *
 * @throws the signal's reason once it is aborted
 */
export function requestInProcess(
  handler: RequestListener,
  { path, host, signal }: { path: string; host: string; signal: AbortSignal },
): Promise<InProcessAnswer> {
  const connection = new MemoryConnection();
  const socket = connection as unknown as Socket;
  const request = new IncomingMessage(socket);
  request.method = 'GET';
  request.url = path;
  request.headers = { host, 'x-forwarded-proto': 'https' };
  // HTTP/1.0 makes Node write the body as it is, not in chunks.
  request.httpVersion = '1.0';
  request.httpVersionMajor = 1;
  request.httpVersionMinor = 0;
  request.push(null);
  const response = new ServerResponse(request);
  response.assignSocket(socket);
  const kept: { error?: unknown } = {};
  errors.set(request, kept);

  return new Promise((resolve, reject) => {
    const giveUp = () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('given up'));
      connection.destroy();
    };
    if (signal.aborted) return giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    response.once('finish', () => {
      signal.removeEventListener('abort', giveUp);
      resolve({ status: response.statusCode, body: connection.body(), ...kept });
    });
    handler(request, response);
  });
}

class MemoryConnection extends Duplex {
  private readonly chunks: Buffer[] = [];

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.chunks.push(Buffer.from(chunk));
    done();
  }

  /** What follows the head of the answer. */
  body(): string {
    const sent = Buffer.concat(this.chunks).toString('utf8');
    return sent.slice(sent.indexOf('\r\n\r\n') + 4);
  }
}
