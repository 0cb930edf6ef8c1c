import { request as send, type Agent } from 'node:http';
import type { WireRequest } from './signed-request.js';

const PATIENCE_MS = 30_000;

/** Sends a request; its status once all of the answer has come, or undefined when none did. */
export function ask({ host, port, headers, body }: WireRequest, agent?: Agent, onReused?: () => void): Promise<number | undefined> {
  return new Promise((resolve) => {
    const failed = (): void => resolve(undefined);
    const outgoing = send({ host, port, method: 'POST', path: '/', headers: { ...headers, 'content-length': Buffer.byteLength(body) }, ...(agent ? { agent } : {}) }, (response) => {
      response.on('error', failed).on('close', () => resolve(response.complete ? response.statusCode : undefined));
      response.resume();
    });
    outgoing.setTimeout(PATIENCE_MS, () => outgoing.destroy(new Error('nothing came')));
    outgoing.on('socket', () => (outgoing.reusedSocket ? onReused?.() : undefined)).on('error', failed);
    outgoing.end(body);
  });
}
