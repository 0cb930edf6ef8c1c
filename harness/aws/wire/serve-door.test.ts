import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { createDoor } from './router.js';
import { serveDoor, type ServeDoorOptions, type ServedDoor } from './serve-door.js';
import { asking, refusalIn, tinyDoor } from './tiny-door.testing.js';
import type { Door } from './door-request.js';

let served: ServedDoor;
const opened: ServedDoor[] = [];

const open = async (door: Door, options: ServeDoorOptions = {}): Promise<ServedDoor> => {
  const other = await serveDoor(door, options);
  opened.push(other);
  return other;
};
beforeAll(async () => {
  served = await serveDoor(tinyDoor());
});
afterEach(() => Promise.all(opened.splice(0).map((door) => door.close())));
afterAll(() => served.close());

const IDENTITY = asking('sts', 'GetCallerIdentity').body;
const form = (body: string, headers: Record<string, string> = {}): RequestInit => ({ method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } });

async function refusalOf(response: Response): Promise<ReturnType<typeof refusalIn>> {
  return refusalIn({ status: response.status, headers: {}, body: await response.text() });
}

test('a posted form is answered, with the id of the request', async () => {
  const response = await fetch(served.url, form(IDENTITY));
  const text = await response.text();
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/xml');
  expect(text).toContain(`<RequestId>${response.headers.get('x-amzn-requestid')}</RequestId>`);
  expect(text).toContain('<UserId>nobody</UserId>');
});

test('so is a GET with a query, presigned or not', async () => {
  expect(await (await fetch(`${served.url}/?${IDENTITY}`)).text()).toContain('<UserId>nobody</UserId>');
  const scope = 'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=me%2F20260228%2Feu-west-1%2Fsts%2Faws4_request&X-Amz-SignedHeaders=host&X-Amz-Date=20260228T120000Z&X-Amz-Expires=60&X-Amz-Signature=0';
  const text = await (await fetch(`${served.url}/?${IDENTITY}&${scope}`)).text();
  expect(text).toContain('<UserId>me</UserId>');
  expect(text).toContain('user/eu-west-1</Arn>');
});

test('letters of any alphabet arrive and come back, however the body is cut', async () => {
  const body = Buffer.from(asking('elb', 'DescribeLoadBalancers', {}).body + '&LoadBalancerNames.member.1=größe-中-\u{1f600}');
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = httpRequest(served.url, { method: 'POST' }, resolve).on('error', reject);
    for (const byte of body) request.write(Buffer.of(byte));
    request.end();
  });
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).toContain('<LoadBalancerName>größe-中-\u{1f600}</LoadBalancerName>');
});

describe('a body', () => {
  const LIMIT = 2000;
  const sized = (bytes: number): string => `${IDENTITY}&x=`.padEnd(bytes, 'y');

  test('of just the limit is read', async () => {
    const { url } = await open(tinyDoor(), { bodyLimit: LIMIT });
    expect((await fetch(url, form(sized(LIMIT)))).status).toBe(200);
  });

  test.each([LIMIT + 1, LIMIT * 10])('of %i bytes is too large', async (bytes) => {
    const { url } = await open(tinyDoor(), { bodyLimit: LIMIT });
    const response = await fetch(url, form(sized(bytes)));
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await refusalOf(response)).toMatchObject({ status: 413, code: 'RequestEntityTooLarge', form: 'query' });
    expect((await fetch(url, form(IDENTITY))).status).toBe(200);
  });

  test('that is too large for EC2 is refused in its form', async () => {
    const { url } = await open(tinyDoor(), { bodyLimit: LIMIT });
    const authorization = 'AWS4-HMAC-SHA256 Credential=me/20260228/eu-west-1/ec2/aws4_request,SignedHeaders=host,Signature=0';
    expect(await refusalOf(await fetch(url, form(sized(LIMIT + 1), { authorization })))).toMatchObject({ status: 413, form: 'ec2' });
  });

  test('has a limit of one mebibyte unless the door is told another', async () => {
    expect((await fetch(served.url, form(sized(1024 * 1024)))).status).toBe(200);
    expect((await fetch(served.url, form(sized(1024 * 1024 + 1)))).status).toBe(413);
  });

  test('without an end is given up', async () => {
    const { host, port } = await open(tinyDoor(), { bodyLimit: LIMIT });
    const socket = connect({ host, port });
    const closed = new Promise((resolve) => socket.on('error', () => undefined).on('close', resolve));
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
    const more = (): void => void socket.write(`400\r\n${'y'.repeat(1024)}\r\n`, (error) => error ?? setImmediate(more));
    more();
    await closed;
  });

  test('whose client goes away harms nobody', async () => {
    const socket = connect({ host: served.host, port: served.port });
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nAction=');
    await once(socket, 'connect');
    socket.destroy();
    expect((await fetch(served.url, form(IDENTITY))).status).toBe(200);
  });
});

test('a connection is kept for the next request', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const portOf = (): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const request = httpRequest(`${served.url}/?${IDENTITY}`, { agent }, (response) => {
        response.resume().on('end', () => resolve(request.socket?.localPort));
      });
      request.on('error', reject).end();
    });
  const first = await portOf();
  expect(await portOf()).toBe(first);
  agent.destroy();
});

test('what is no form at all is a bad request', async () => {
  expect(await refusalOf(await fetch(served.url, { method: 'POST', body: '\u0000\u0001{"a":' }))).toMatchObject({ status: 400, code: 'MissingAction' });
  expect(await refusalOf(await fetch(`${served.url}/a/../b?%`, { method: 'DELETE' }))).toMatchObject({ status: 405 });
  expect((await fetch(served.url, { method: 'HEAD' })).status).toBe(405);
});

test('a page of our own can be taken from the door', async () => {
  const { url } = await open(tinyDoor(), {
    take: (request, response) => request.url === '/_canarybed/health' && Boolean(response.end('ready')),
  });
  expect(await (await fetch(`${url}/_canarybed/health`)).text()).toBe('ready');
  expect((await fetch(url, form(IDENTITY))).status).toBe(200);
});

test('a port that is taken is an error', async () => {
  await expect(serveDoor(tinyDoor(), { port: served.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

describe('closing', () => {
  test('lets a request under way finish, takes no more, and can be done twice', async () => {
    let goOn: () => void = () => undefined;
    let begun: () => void = () => undefined;
    const started = new Promise<void>((resolve) => (begun = resolve));
    const door = await serveDoor(
      createDoor({
        sts: {
          GetCallerIdentity: async () => {
            begun();
            await new Promise<void>((resolve) => (goOn = resolve));
            return { Account: '0' };
          },
        },
      }),
    );
    const response = fetch(door.url, form(IDENTITY));
    await started;
    const closed = door.close();
    await expect(fetch(door.url, form(IDENTITY))).rejects.toThrow();
    goOn();
    expect((await response).headers.get('connection')).toBe('close');
    await closed;
    await door.close();
  });

  test('does not wait for a request that never ends', async () => {
    let begun: () => void = () => undefined;
    const started = new Promise<void>((resolve) => (begun = resolve));
    const door = await serveDoor(() => new Promise(() => begun()));
    const response = fetch(door.url, form(IDENTITY)).catch(() => 'cut off');
    await started;
    await door.close();
    expect(await response).toBe('cut off');
  });

  test('does not wait for clients that keep a connection', async () => {
    const door = await serveDoor(tinyDoor());
    const socket = connect({ host: door.host, port: door.port });
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(socket, 'data');
    socket.on('error', () => undefined);
    await Promise.all([once(socket, 'close'), door.close()]);
  });
});
