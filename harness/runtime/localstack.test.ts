import { createServer, type Server } from 'node:http';
import { EnvironmentError } from '../model/errors.js';
import { listenOn, stopListening, type SocketAddress } from '../services/socket-address.js';
import { LocalStack } from './localstack.js';
import { untilInitialized } from './localstack-ready.js';

let server: Server;
let address: SocketAddress;
/** Answers by path; a list is given one by one, its last one for ever. */
let answers: Record<string, { status?: number; bodies: object[] }> = {};
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const { status = 200, bodies } = answers[request.url ?? ''] ?? { status: 404, bodies: [{}] };
    const body = bodies.length > 1 ? bodies.shift() : bodies[0];
    response.writeHead(status).end(JSON.stringify(body));
  });
  address = await listenOn(server, '127.0.0.1');
});
beforeEach(() => {
  answers = {};
  asked.length = 0;
});
afterAll(() => {
  const closed = stopListening(server);
  server.closeAllConnections();
  return closed;
});

const START = { runId: 'test', endpoint: '127.0.0.1:4566', region: 'eu-central-1' };

describe('one that runs already', () => {
  const running = (port: number): LocalStack => new LocalStack({ kind: 'running', url: `http://127.0.0.1:${port}` });

  test('is asked whether it is there, and left running', async () => {
    answers['/_localstack/health'] = { bodies: [{ services: {} }] };
    const localStack = running(address.port);
    await localStack.start(START);
    expect(await localStack.address()).toEqual(address);
    await Promise.all([localStack.close(), localStack.close()]);
    expect(server.listening).toBe(true);
    expect(asked).toEqual(['/_localstack/health']);
  });

  test.each([
    ['nobody', () => 1, /expected a LocalStack at http:\/\/127\.0\.0\.1:1, found none: .*connect ECONNREFUSED/],
    ['somebody else', () => address.port, /found none: \/_localstack\/health answered 404/],
  ])('is an error of the machine when %s answers there', async (_, port, message) => {
    const localStack = running(port());
    const error: unknown = await localStack.start(START).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(EnvironmentError);
    expect(error).toMatchObject({ message: expect.stringMatching(message), remedy: expect.stringContaining('CANARYBED_LOCALSTACK_URL') });
    await expect(localStack.address()).rejects.toBe(error);
  });

  test('is nowhere before it was looked for, or once the run was stopped', async () => {
    const localStack = running(address.port);
    await expect(localStack.address()).rejects.toThrow('it was not started');
    await localStack.close();
    await expect(localStack.start(START)).rejects.toThrow('the run was stopped');
  });
});

test('one in a container is an error of the machine where there is no engine, or the image cannot be had', async () => {
  const localStack = new LocalStack({ kind: 'container', image: 'canarybed-no-such-image:never' });
  const error = await localStack.start(START).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(EnvironmentError);
  expect(error).toMatchObject({
    message: expect.stringMatching(/^(?:expected a container engine to start LocalStack from|LocalStack did not start from image) canarybed-no-such-image:never/),
    remedy: expect.stringMatching(/CANARYBED_LOCALSTACK_(?:URL|IMAGE)/),
  });
  await localStack.close();
});

describe('its scripts', () => {
  const path = '/_localstack/init/ready';
  const script = (state: string) => ({ name: 'buckets.sh', stage: 'READY', state });

  test('are waited for', async () => {
    answers[path] = { bodies: [{ completed: false, scripts: [script('UNKNOWN')] }, { completed: false, scripts: [script('RUNNING')] }, { completed: true, scripts: [script('SUCCESSFUL')] }] };
    await untilInitialized(address, '/srv/init');
    expect(asked).toHaveLength(3);
  });

  test('that fail are told with their name', async () => {
    answers[path] = { bodies: [{ completed: true, scripts: [script('ERROR')] }] };
    await expect(untilInitialized(address, '/srv/init')).rejects.toThrow('buckets.sh of /srv/init failed in LocalStack');
  });

  test('that do not end are given up', async () => {
    answers[path] = { bodies: [{ completed: false, scripts: [script('RUNNING')] }] };
    await expect(untilInitialized(address, '/srv/init', 0.3)).rejects.toThrow('have not ended in LocalStack within 0.3 s');
  });
});
