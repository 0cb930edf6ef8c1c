import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect, createServer, type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { DescribeLoadBalancersCommand, ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { HttpRequest } from '@smithy/core/protocols';
import { StandInServices } from './other-services.testing.js';
import { PassOnBench, queryOf } from './pass-on-bench.testing.js';
import { passOn } from './pass-on.js';
import { clientOptions } from './sdk-clients.testing.js';
import { serveDoor } from './serve-door.js';
import { signerFor } from './signer.testing.js';
import { tinyDoor } from './tiny-door.testing.js';

let bench: PassOnBench;
let served: PassOnBench['served'];
let others: StandInServices;

beforeEach(async () => {
  bench = await PassOnBench.open();
  ({ served, others } = bench);
});
afterEach(() => bench.close());

const send = (...request: Parameters<PassOnBench['send']>) => bench.send(...request);
const signed = (...request: Parameters<PassOnBench['signed']>) => bench.signed(...request);

/** All that a signature may cover has come as it was sent. */
function expectReceived(request: HttpRequest): void {
  const [received, ...more] = others.received;
  expect(more).toEqual([]);
  const query = queryOf(request);
  expect(received).toMatchObject({ method: request.method, url: request.path + (query && `?${query}`), body: (request.body as string | undefined) ?? '' });
  expect(received?.rawHeaders).toEqual(expect.arrayContaining(Object.entries(request.headers).flat()));
}

describe('what is passed on arrives as it was signed:', () => {
  test.each([
    ['S3 by virtual host', 's3', { method: 'GET', host: 'my-bucket.s3.eu-central-1.localhost.localstack.cloud:4566', path: '/a%20key/b' }],
    ['S3 by path', 's3', { method: 'PUT', path: '/my-bucket/%C3%BC%2Bkey', headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }, body: 'text' }],
    ['SQS with its JSON protocol', 'sqs', { headers: { 'X-Amz-Target': 'AmazonSQS.SendMessage', 'Content-Type': 'application/x-amz-json-1.0' }, body: '{"MessageBody":"ü"}' }],
    ['SQS with the query protocol', 'sqs', { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: 'Action=SendMessage&Version=2012-11-05' }],
    ['Secrets Manager', 'secretsmanager', { headers: { 'x-amz-target': 'secretsmanager.GetSecretValue', 'content-type': 'application/x-amz-json-1.1' }, body: '{"SecretId":"a"}' }],
    ['a DELETE without a body', 's3', { method: 'DELETE', path: '/my-bucket' }],
  ])('%s', async (_, service, parts) => {
    const request = await signed(service, parts);
    const answer = await send(request);
    expectReceived(request);
    expect(answer).toMatchObject({ status: 200, headers: { 'x-answered-by': 'stand-in' }, body: `stand-in ${request.path}` });
  });

  test('a presigned URL', async () => {
    const plain = new HttpRequest({ method: 'GET', path: '/my-bucket/key', headers: { host: `${served.host}:${served.port}` } });
    const request = (await signerFor({ service: 's3' }).presign(plain, { expiresIn: 60 })) as HttpRequest;
    expect(request.query).toHaveProperty('X-Amz-Signature');
    await send(request);
    expectReceived(request);
  });

  test('an unsigned form that names a version of none of ours', async () => {
    const form = new HttpRequest({ method: 'POST', path: '/', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'Action=SendMessage&Version=2012-11-05' });
    expect((await send(form)).body).toBe('stand-in /');
    expectReceived(form);
  });

  test('an unsigned form that is too long to be looked through', async () => {
    const body = `Action=SendMessage&Version=2012-11-05&MessageBody=${'y'.repeat(5 * 1024 * 1024)}`;
    const form = new HttpRequest({ method: 'POST', path: '/', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });
    expect((await send(form)).status).toBe(200);
    expectReceived(form);
  });
});

describe('what is the door\'s stays there:', () => {
  test('requests of the clients of its services, with signatures verified', async () => {
    const [elb, sts] = [new ElasticLoadBalancingClient(clientOptions(served.url)), new STSClient(clientOptions(served.url))];
    expect(await elb.send(new DescribeLoadBalancersCommand({ LoadBalancerNames: ['a'] }))).toMatchObject({ LoadBalancerDescriptions: [{ LoadBalancerName: 'a' }] });
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: '000000000000' });
    for (const client of [elb, sts]) client.destroy();
    expect(others.received).toEqual([]);
  });

  test('an unsigned form that names a version of it', async () => {
    const form = new HttpRequest({ method: 'POST', path: '/', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'Action=GetCallerIdentity&Version=2011-06-15' });
    const { status, body } = await send(form);
    // The door wants signatures, and it was the door that looked for one.
    expect([status, body]).toEqual([403, expect.stringContaining('<Code>MissingAuthenticationToken</Code>')]);
    expect(others.received).toEqual([]);
  });
});

describe('an answer comes back as it was given:', () => {
  test('status, reason, repeated headers and body', async () => {
    others.answer = (request, response) => {
      request.resume();
      response.writeHead(404, 'Not Here', ['X-Amz-Request-Id', 'abc', 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'Content-Type', 'application/xml']);
      response.end('<Error><Code>NoSuchKey</Code></Error>');
    };
    const answer = await send(await signed('s3', { method: 'GET', path: '/b/k' }));
    expect(answer).toMatchObject({ status: 404, headers: { 'x-amz-request-id': 'abc', 'set-cookie': ['a=1', 'b=2'], 'content-type': 'application/xml' }, body: '<Error><Code>NoSuchKey</Code></Error>' });
  });

  test('the length of what a HEAD asks about', async () => {
    others.answer = (request, response) => void response.writeHead(200, { 'content-length': 12345 }).end();
    expect(await send(await signed('s3', { method: 'HEAD', path: '/b/k' }))).toMatchObject({ status: 200, headers: { 'content-length': '12345' }, body: '' });
  });

  test('the head before the body is there', async () => {
    let finish = (): void => undefined;
    others.answer = (_, response) => {
      response.writeHead(200).flushHeaders();
      finish = () => response.end('late');
    };
    const sent = bench.begin(await signed('s3', { method: 'GET', path: '/b/k' })).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    finish();
    expect(await new Response(Readable.toWeb(response) as ReadableStream).text()).toBe('late');
  });

  test('an answer that breaks off breaks off', async () => {
    others.answer = (_, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half', () => response.socket?.resetAndDestroy());
    };
    await expect(send(await signed('s3', { method: 'GET', path: '/b/k' }))).rejects.toThrow(/aborted|ECONNRESET/);
  });
});

describe('those who cannot be reached', () => {
  const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
  const JSON_1_0 = { 'x-amz-target': 'AmazonSQS.SendMessage', 'content-type': 'application/x-amz-json-1.0' };
  const TEXT = /LocalStack at 127\.0\.0\.1:\d+ could not be reached: .*ECONNREFUSED/;

  test('are a 502 in the form of the protocol that is spoken', async () => {
    await others.close();
    const json = await send(await signed('sqs', { headers: JSON_1_0, body: '{}' }));
    expect([json.status, JSON.parse(json.body)]).toEqual([502, { __type: 'BadGateway', message: expect.stringMatching(TEXT) as string }]);
    const rest = await send(await signed('s3', { method: 'GET', path: '/b/k' }));
    expect([rest.status, rest.body]).toEqual([502, expect.stringMatching(/^<\?xml[^>]*>\n<Error><Code>BadGateway<\/Code><Message>LocalStack at .*<\/Message><\/Error>$/)]);
    const form = await send(await signed('sns', { headers: FORM, body: 'Action=Publish&Version=2010-03-31' }));
    expect([form.status, form.body]).toEqual([502, expect.stringMatching(/^<ErrorResponse .*<Type>Receiver<\/Type><Code>BadGateway<\/Code>/)]);
  });

  test('are told as such to a client that sends much, and others still get answers', async () => {
    await others.close();
    const headers = { 'content-length': String(32 * 1024 * 1024), 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    const block = Buffer.alloc(1024 * 1024);
    const request = await signed('s3', { method: 'PUT', path: '/b/k', headers });
    expect((await send(request, Readable.from(Array.from({ length: 32 }, () => block)))).status).toBe(502);
    const sts = new STSClient(clientOptions(served.url));
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: '000000000000' });
    sts.destroy();
  });

  test('may be those who never came up', async () => {
    const door = await serveDoor(tinyDoor(), { take: passOn(new StandInServices()) });
    const response = await fetch(`${door.url}/b/k`);
    expect([response.status, await response.text()]).toEqual([502, expect.stringContaining('LocalStack could not be reached: it was never opened')]);
    await door.close();
  });

  test('or those who close without a word', async () => {
    const mute = createServer((socket) => socket.once('data', () => socket.end()));
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const { port } = mute.address() as AddressInfo;
    const door = await serveDoor(tinyDoor(), { take: passOn({ name: 'LocalStack', address: () => Promise.resolve({ host: '127.0.0.1', port }) }) });
    expect((await fetch(`${door.url}/b/k`)).status).toBe(502);
    await door.close();
    mute.close();
  });
});

test('a client that goes away takes its request with it', async () => {
  let gone = (): void => undefined;
  const untilGone = new Promise<void>((resolve) => (gone = resolve));
  let come = (): void => undefined;
  const untilCome = new Promise<void>((resolve) => (come = resolve));
  others.answer = (request) => {
    request.socket.on('close', gone);
    come();
  };
  const socket = connect({ host: served.host, port: served.port });
  socket.write('GET /b/k HTTP/1.1\r\nHost: x\r\n\r\n');
  await untilCome;
  socket.destroy();
  await untilGone;
});

test('connections to the endpoint are kept', async () => {
  const socket = connect({ host: served.host, port: served.port });
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  for (const path of ['/a', '/b']) {
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
    while (!text.includes(`stand-in ${path}`)) await once(socket, 'data');
  }
  socket.destroy();
});
