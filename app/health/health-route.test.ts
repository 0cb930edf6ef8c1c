import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import supertest from 'supertest';
import { Stopping } from '../boot/stopping.js';
import { loadSettings } from '../config.js';
import { ENOUGH, loggersInto, NO_DATABASE } from '../shop.testing.js';
import type { Line } from '../shop.testing.js';
import { until } from '../until.testing.js';
import type { HealthCheck } from './health-check.js';
import { healthRoute } from './health-route.js';

let server: Server;
let lines: Line[];
let stopping: Stopping;

const check = (name: string, run: HealthCheck['run']): HealthCheck => ({ name, componentType: 'datastore', run });
const passing = check('good', async () => undefined);
const failing = check('bad', () => Promise.reject(new Error('login with hidden-pw failed')));

async function serve(...checks: HealthCheck[]): Promise<Server> {
  lines = [];
  stopping = new Stopping();
  const settings = loadSettings({ ...ENOUGH, DATABASE_URL: NO_DATABASE, RELEASE_ID: 'r7' }, '/nowhere');
  const { healthLog } = loggersInto(lines);
  server = createServer(express().get('/health', healthRoute({ settings, checks, stopping, log: healthLog }))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('checks that pass are answered with 200', async () => {
  const answer = await supertest(await serve(passing)).get('/health');
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toBe('application/health+json');
  expect(JSON.parse(String(answer.text ?? answer.body))).toEqual({
    status: 'pass', releaseId: 'r7', checks: { good: [{ status: 'pass', componentType: 'datastore', observedValue: expect.any(Number), observedUnit: 'ms' }] },
  });
});

test('one check that fails is answered with 503, and its reason without the password', async () => {
  const answer = await supertest(await serve(passing, failing)).get('/health');
  expect(answer.status).toBe(503);
  expect(answer.headers['content-type']).toBe('application/health+json');
  expect(JSON.parse(String(answer.text ?? answer.body))).toMatchObject({
    status: 'fail', checks: { good: [{ status: 'pass' }], bad: [{ status: 'fail', output: 'login with *** failed' }] },
  });
});

test.each([[[passing], 200], [[failing], 503]])('HEAD runs the checks and has no body', async (checks, status) => {
  const answer = await supertest(await serve(...checks)).head('/health');
  expect(answer.status).toBe(status);
  expect(answer.text ?? '').toBe('');
  expect(Number(answer.headers['content-length'])).toBeGreaterThan(20);
});

test('no answer may be kept, and none is shortened to 304', async () => {
  await serve(passing);
  const first = await supertest(server).get('/health');
  expect(first.headers['cache-control']).toBe('no-store');
  expect(first.headers).not.toHaveProperty('etag');
  expect((await supertest(server).get('/health').set('If-None-Match', '*')).status).toBe(200);
});

test('every request runs the checks anew', async () => {
  let runs = 0;
  await serve(check('count', async () => {
    runs += 1;
    if (runs === 2) throw new Error('second');
  }));
  const statuses = [];
  for (let round = 0; round < 3; round += 1) statuses.push((await supertest(server).get('/health')).status);
  expect(statuses).toEqual([200, 503, 200]);
});

test('while the process is stopping no check runs and the answer is 503', async () => {
  let runs = 0;
  await serve(check('count', async () => void (runs += 1)));
  stopping.begin();
  const answer = await supertest(server).get('/health');
  expect([answer.status, runs]).toEqual([503, 0]);
  expect(JSON.parse(String(answer.text ?? answer.body)).checks).toEqual({ shutdown: [{ status: 'fail', output: 'the server is shutting down' }] });
});

test('each answer is a line of the health log, a failure with its error', async () => {
  await serve(failing);
  await supertest(server).get('/health?deep=1').set('User-Agent', 'ELB-HealthChecker/2.0').set('Host', '10.0.1.23');
  expect(lines).toEqual([expect.objectContaining({
    log: 'health', msg: 'fail', level: 50, method: 'GET', url: '/health?deep=1', host: '10.0.1.23', client: '127.0.0.1', agent: 'ELB-HealthChecker/2.0', status: 503,
    failures: [expect.objectContaining({ check: 'bad' })],
  })]);
  expect(lines[0]).not.toHaveProperty('aborted');
});

test('a balancer that gives up before the checks end still leaves its line', async () => {
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  let begun = false;
  await serve(check('slow', () => {
    begun = true;
    return gate;
  }));
  let closed = false;
  server.once('connection', (socket) => socket.once('close', () => (closed = true)));
  const request = get({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, path: '/health' }).on('error', () => undefined);
  await until(() => begun, 'the check begins');
  request.destroy();
  await until(() => closed, 'the connection is gone');
  open();
  await until(() => lines.length > 0, 'the line');
  expect(lines).toEqual([expect.objectContaining({ msg: 'pass', status: 200, aborted: true })]);
});
