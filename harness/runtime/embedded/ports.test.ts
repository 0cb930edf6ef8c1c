import { createServer } from 'node:net';
import { listenOn, stopListening } from '../../services/socket-address.js';
import { Ports } from './ports.js';

test('each port is given once, and none of the range from which outgoing connections are served', async () => {
  const ports = new Ports();
  const given: number[] = [];
  for (let i = 0; i < 200; i += 1) given.push(await ports.take());
  expect(new Set(given).size).toBe(200);
  for (const port of given) {
    expect(port).toBeGreaterThanOrEqual(20_000);
    expect(port).toBeLessThanOrEqual(32_000);
  }
});

test('those who ask at the same time get different ports', async () => {
  const ports = new Ports();
  const given = await Promise.all(Array.from({ length: 50 }, () => ports.take()));
  expect(new Set(given).size).toBe(50);
});

test.each(['127.0.0.1', '127.0.0.2', '0.0.0.0'])('a port on which somebody listens at %s is passed over', async (host) => {
  const next = await new Ports().take();
  const server = createServer();
  await listenOn(server, host, next);
  try {
    expect(await new Ports().take()).toBeGreaterThan(next);
  } finally {
    await stopListening(server);
  }
});
