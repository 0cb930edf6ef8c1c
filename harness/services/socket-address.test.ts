import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { listenOn, LOOPBACK, resetSocket, stopListening } from './socket-address.js';

const server = createServer({ allowHalfOpen: true });
let port: number;

beforeAll(async () => {
  port = (await listenOn(server, LOOPBACK)).port;
});
afterAll(() => stopListening(server));

async function pair(): Promise<{ near: Socket; far: Socket; errors: string[] }> {
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const far = connect(port, LOOPBACK).resume();
  const [near] = await accepted;
  const errors: string[] = [];
  near.on('error', (error: NodeJS.ErrnoException) => errors.push(`near ${error.code}`));
  far.on('error', (error: NodeJS.ErrnoException) => errors.push(`far ${error.code}`));
  return { near, far, errors };
}

/** Unlike `once` of node:events, an error on the way does not count. */
const closing = (socket: Socket): Promise<void> => new Promise((resolve) => socket.once('close', () => resolve()));

test('a reset is what the other side gets', async () => {
  const { near, far, errors } = await pair();
  const closed = closing(far);
  resetSocket(near);
  await closed;
  expect(errors).toEqual(['far ECONNRESET']);
});

test('a socket that has just been ended is closed, since its handle could neither be reset nor closed any more', async () => {
  const { near, far, errors } = await pair();
  const closed = [closing(near), closing(far)];
  near.end('last words');
  resetSocket(near);
  await Promise.all(closed);
  expect(errors).toEqual([]);
});

test('a socket that is still being dialled is given up', async () => {
  const socket = connect(port, LOOPBACK);
  const closed = closing(socket);
  resetSocket(socket);
  await closed;
  expect(socket.destroyed).toBe(true);
});
