import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { postedEvents, type PostedEvents } from './posted-events.js';

/** Bytes of a body that is taken. */
const LARGEST_BODY = 1_048_576;

/** Bytes of one that is read to its end, so that a client which sends all before it reads gets its answer. */
const LARGEST_READ = 16 * LARGEST_BODY;

/**
 * An HTTP server that does not listen by itself: it takes events by POST on any path and answers 204. What is no JSON is
 * answered with 400, what is too large with 413, other methods with 405, an encoded body with 415; each says why.
 */
export function postReceiver(take: (events: readonly unknown[]) => void): Server {
  // Kept-alive connections are those of the app: it decides when they end.
  return createServer({ requireHostHeader: false, keepAliveTimeout: 0 }, (request, response) => {
    if (request.method !== 'POST') return refuse(request, response, 405, `expected POST, found ${request.method ?? ''}`);
    const encoding = request.headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity') return refuse(request, response, 415, `expected a body as it is, found the encoding ${encoding}`);
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LARGEST_BODY) chunks.push(chunk);
      else chunks.length = 0;
      if (size > LARGEST_READ) request.destroy();
    });
    request.on('end', () => {
      const posted: PostedEvents =
        size > LARGEST_BODY
          ? { status: 413, why: `expected at most ${LARGEST_BODY} bytes, found ${size}` }
          : postedEvents(Buffer.concat(chunks).toString(), request.headers['content-type']);
      if (!('events' in posted)) return answer(response, posted.status, posted.why);
      take(posted.events);
      response.writeHead(204).end();
    });
    // A client that goes away in the middle has sent nothing.
    request.on('error', () => undefined);
  });
}

function refuse(request: IncomingMessage, response: ServerResponse, status: number, why: string): void {
  request.resume();
  response.setHeader('Connection', 'close');
  answer(response, status, why);
}

function answer(response: ServerResponse, status: number, why: string): void {
  const text = `${why}\n`;
  response.writeHead(status, {
    'Content-Type': 'text/plain',
    'Content-Length': Buffer.byteLength(text),
    ...(status === 405 ? { Allow: 'POST' } : {}),
  });
  response.end(text);
}
