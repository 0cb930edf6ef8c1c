import { residentMemory } from './memory.js';
import { startServer, type ServerCommand } from './server.js';

const script = (text: string): ServerCommand => ({ name: 'a server', file: process.execPath, args: (port) => ['-e', text, String(port)] });

const SERVING = `
  let asked = 0;
  require('node:http').createServer((request, response) => response.writeHead((asked += 1) < 3 ? 503 : 200).end()).listen(Number(process.argv[1]), '127.0.0.1');
`;

test('a server has started when it answers, and not before', async () => {
  const server = await startServer(script(SERVING));
  try {
    expect(server.startedWithin).toBeGreaterThan(0);
    expect((await fetch(server.url)).status).toBe(200);
    expect(residentMemory(server.pid)).toBeGreaterThan(1);
  } finally {
    await server.stop();
  }
  await expect(fetch(server.url)).rejects.toThrow();
});

test('a server that answers before it is ready has started when it says so', async () => {
  const server = await startServer({ ...script(`${SERVING}; setTimeout(() => console.log('ready: now'), 400)`), says: /ready: now/ });
  await server.stop();
  expect(server.startedWithin).toBeGreaterThan(0.4);
});

test('a server that ends by itself is told of with its last words', async () => {
  await expect(startServer(script("console.error('no such command'); process.exitCode = 2"))).rejects.toThrow(/^expected a server to answer at http:.*, found that it ended by itself: 2; the last of its output:\nno such command/);
});

test('a command that is not there is told of', async () => {
  await expect(startServer({ ...script(''), file: '/nowhere/python' })).rejects.toThrow('could not be started: spawn /nowhere/python ENOENT');
});

test('memory of nobody is no number', () => {
  expect(residentMemory(undefined)).toBeNaN();
});
