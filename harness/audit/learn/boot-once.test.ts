import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { freePort } from '../../../app/free-port.testing.js';
import { EnvironmentError } from '../../model/errors.js';
import { SMALL_RELEASE } from '../../model/release.testing.js';
import type { Release } from '../../model/release.js';
import { openTestbed } from '../../runner/open-testbed.js';
import type { Testbed } from '../../runner/testbed.js';
import { RunBench } from '../../runtime/run-bench.testing.js';
import { bootOnce } from './boot-once.js';

let bench: RunBench;
let testbed: Testbed;
let count = 0;
beforeAll(async () => {
  bench = new RunBench();
  testbed = await openTestbed('embedded', false);
});
afterAll(async () => {
  await testbed?.close();
  await bench.close();
});

const serving = (answer: string, listen = 'process.env.PORT'): string =>
  `require('node:http').createServer((request, answer) => { ${answer} }).listen(${listen}); console.log('my last words');`;

const release = (script: string, changes: Partial<Release> = {}): Release => ({ ...SMALL_RELEASE, name: `till-${count++}`, folder: bench.folderWith({ 'server.js': script }), ...changes });

const boot = (made: Release, limit = 4, signal = new AbortController().signal) => bootOnce(testbed, made, signal, limit);

async function refusal(made: Release, limit?: number): Promise<string> {
  const error: unknown = await boot(made, limit).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(EnvironmentError);
  return (error as Error).message;
}

test('an app that ends is refused with its exit code and its last words', async () => {
  expect(await refusal(release('console.log("no licence"); process.exitCode = 4;'))).toBe(
    'the unbroken release did not pass its health check: the process exited (code 4)\n  no licence',
  );
});

test.each([
  ['answer.statusCode = 404; answer.end("nothing here")', 'the health path /health is not there (404)\n  last answer: nothing here\n  my last words'],
  ['answer.writeHead(301, { location: "https://till.example.com/" }).end()', 'the health path /health is redirected (301 to https://till.example.com/)'],
  ['answer.writeHead(401).end()', 'the health path /health asks for credentials (401)'],
  ['answer.writeHead(400).end()', 'the health path /health refuses the request (400), perhaps for its Host'],
  ['answer.writeHead(503).end("no database")', 'the health path /health answers 503'],
  ['request.socket.destroy()', 'the health check ends with:'],
])('an app whose health check is answered by %s is refused for that', async (script, reason) => {
  expect(await refusal(release(serving(script)))).toContain(reason);
});

test('an app that lives and never listens is told apart', async () => {
  expect(await refusal(release('setInterval(() => {}, 1000)'))).toContain('the process lives and never listens on the port that PORT tells it');
});

test('an app that passes before its start is over is waited for, until its log says so', async () => {
  const late = (line: string): string => `${serving('answer.end()')}; setTimeout(() => console.log('${line}'), 700);`;
  const { instance } = await boot(release(late('web is up'), { bootedLine: 'web is' }), 20);
  expect(instance.logs.find(/web is up/)).toBeDefined();
  expect(await refusal(release(late('something else'), { bootedLine: 'web is' }))).toContain('its log never said "web is", the bootedLine of its description');
});

test('an app that listens on loopback alone is told apart', async () => {
  expect(await refusal(release(serving('answer.end()', 'process.env.PORT, "127.0.0.1"')))).toContain('it listens on loopback alone, so the balancer cannot reach it; bind it to 0.0.0.0');
});

test('a health check of another port than that of the instance is told apart', async () => {
  const healthCheck = { ...SMALL_RELEASE.healthCheck, target: 'HTTP:8081/health' };
  expect(await refusal(release(serving('answer.end()'), { healthCheck }))).toContain('the health check asks port 8081, and the instance port is 80');
});

describe('an app that listens where it always does', () => {
  let instancePort: number;
  const fixed = (): Release => release(serving('answer.end("fine")', String(instancePort)), { port: { setting: 'PORT', instancePort }, healthCheck: { ...SMALL_RELEASE.healthCheck, target: `HTTP:${instancePort}/health` } });
  beforeEach(async () => {
    instancePort = await freePort('0.0.0.0');
  });

  test('is found there', async () => {
    const { stop, fixed: port, address } = await boot(fixed(), 10);
    expect([port, address.port]).toEqual([instancePort, instancePort]);
    await stop();
  });

  test('is not taken for another program that listens there already', async () => {
    const other: Server = createServer((_request, answer) => answer.end('fine')).listen(instancePort, '127.0.0.2');
    await once(other, 'listening');
    try {
      const silent = { ...fixed(), folder: bench.folderWith({ 'server.js': 'setInterval(() => {}, 1000)' }) };
      expect(await refusal(silent)).toContain(`another program of this machine listens on port ${instancePort}`);
    } finally {
      other.close();
      other.closeAllConnections();
    }
  });
});

const OBSERVED = `require('node:util').types.isProxy(process.env)`;

test.each([
  ['ends', `if (${OBSERVED}) process.exit(9); ${serving('answer.end("fine")')}`],
  ['fails its health check', serving(`answer.writeHead(${OBSERVED} ? 500 : 200).end()`)],
])('an app that %s only under observation is booted without', async (_what, script) => {
  const { stop, reads } = await boot(release(script), 9);
  expect(reads()).toMatchObject({ node: false });
  await stop();
});

test('waiting ends with its signal', async () => {
  await expect(boot(release('setInterval(() => {}, 1000)'), 30, AbortSignal.timeout(500))).rejects.toMatchObject({ name: 'TimeoutError' });
});
