import { gzipSync } from 'node:zlib';
import type { BalancerKind, HealthCheck, ProbeForm } from '../model/health-check.js';
import type { ProbeObservation } from '../model/probe-result.js';
import { wallTimer } from '../model/wall-clock.js';
import { Peer, requestTo, type Behaviour } from './peer.testing.js';
import { sendProbe } from './probe.js';

const KINDS: readonly BalancerKind[] = ['classic', 'application', 'network'];
const peers: Peer[] = [];
const open = (answer: Behaviour): Promise<Peer> => {
  const peer = new Peer(answer);
  peers.push(peer);
  return peer.open();
};
const probeOf = async (
  answer: Behaviour,
  kind: BalancerKind = 'classic',
  change: Partial<HealthCheck> = {},
): Promise<ProbeObservation> => sendProbe(requestTo((await open(answer)).address, kind, change));
const saying = (text: string): Behaviour => (socket) => socket.write(text);
const sayingAndEnding = (text: string): Behaviour => (socket) => socket.end(text);
/** Sends a character at a time, so that data never stops coming. */
const trickling = (text: string): Behaviour => (socket) => {
  const next = (index: number): void => {
    if (index >= text.length || socket.destroyed) return;
    socket.write(text[index] ?? '');
    wallTimer(0.02, () => next(index + 1));
  };
  next(0);
};

/** The reset comes apart from the bytes: Node reports one that arrives together with bytes as an orderly end. */
const halfThenReset: Behaviour = (socket) => {
  socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok');
  wallTimer(0.05, () => socket.resetAndDestroy());
};

afterEach(() => Promise.all(peers.splice(0).map((peer) => peer.close())));

describe('what arrives at the instance', () => {
  const requestOf = async (kind: BalancerKind, target: string): Promise<string[]> => {
    const peer = await open(saying('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
    await sendProbe(requestTo(peer.address, kind, { target }));
    return (peer.requests[0] ?? '').split('\r\n');
  };

  test('classic (rule 7)', async () => {
    expect(await requestOf('classic', 'HTTP:8080/health?deep=1')).toEqual([
      'GET /health?deep=1 HTTP/1.1', 'host: 10.0.1.23:8080', 'User-Agent: ELB-HealthChecker/1.0', 'Accept: */*', 'Connection: keep-alive', '', '',
    ]);
    expect((await requestOf('classic', 'HTTP:80/'))[1]).toBe('host: 10.0.1.23');
  });

  const asked = async (kind: BalancerKind, form: ProbeForm): Promise<string[]> => {
    const peer = await open(saying('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
    await sendProbe(requestTo(peer.address, kind, { target: 'HTTP:80/', form }));
    return (peer.requests[0] ?? '').split('\r\n').slice(0, -2);
  };

  test('another form, each header once', async () => {
    expect(await asked('classic', { method: 'HEAD', host: 'shop.example.com', userAgent: 'curl/8' })).toEqual([
      'HEAD / HTTP/1.1', 'host: shop.example.com', 'User-Agent: curl/8', 'Accept: */*', 'Connection: keep-alive',
    ]);
    expect(await asked('application', { headers: { 'X-Forwarded-Proto': 'https', HOST: 'a', 'accept-ENCODING': 'br', 'x-forwarded-proto': 'http' } })).toEqual([
      'GET / HTTP/1.1', 'Host: a', 'Connection: close', 'User-Agent: ELB-HealthChecker/2.0', 'Accept-Encoding: br', 'X-Forwarded-Proto: http',
    ]);
  });

  test('application (rule 8)', async () => {
    expect(await requestOf('application', 'HTTP:80/')).toEqual([
      'GET / HTTP/1.1', 'Host: 10.0.1.23:80', 'Connection: close', 'User-Agent: ELB-HealthChecker/2.0', 'Accept-Encoding: gzip, compressed', '', '',
    ]);
  });

  test('network: the node names itself, not the target', async () => {
    expect((await requestOf('network', 'HTTP:8080/'))[1]).toBe('Host: 10.0.0.2:80');
  });
});

test.each<[string, string, BalancerKind, string, string]>([
  ['200 with a length', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', 'classic', 'passed', 'ok'],
  ['an empty 200', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', 'classic', 'passed', ''],
  ['200 in chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n1;x=y\r\n!\r\n0\r\n\r\n', 'classic', 'passed', 'ok!'],
  ['100 before 200', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', 'classic', 'passed', 'ok'],
  ['HTTP/1.0 with a length', 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok', 'classic', 'passed', 'ok'],
  ['204, which has no body', 'HTTP/1.1 204 No Content\r\n\r\n', 'classic', 'response-code-mismatch', ''],
  ['204', 'HTTP/1.1 204 No Content\r\n\r\n', 'application', 'response-code-mismatch', ''],
  ['204', 'HTTP/1.1 204 No Content\r\n\r\n', 'network', 'passed', ''],
  ['304, which has no body', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n', 'network', 'passed', ''],
  ['503 with its body kept', 'HTTP/1.1 503 No\r\nContent-Length: 7\r\n\r\n{"a":1}', 'application', 'response-code-mismatch', '{"a":1}'],
])('%s, of %j to %s: %s', async (_, text, kind, outcome, body) => {
  expect(await probeOf(saying(text), kind)).toMatchObject({ outcome, body });
});

test('an observation has all that was seen', async () => {
  const seen = await probeOf(saying('HTTP/1.1 503 Sad\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 3\r\n\r\nno!'));
  expect(seen).toEqual({
    outcome: 'response-code-mismatch', status: 503, headers: { 'x-a': '1, 2', 'content-length': '3' }, body: 'no!',
    detail: '503 is not 200', tookMs: expect.any(Number),
    request: 'GET /health HTTP/1.1\r\nhost: 10.0.1.23:8080\r\nUser-Agent: ELB-HealthChecker/1.0\r\nAccept: */*\r\nConnection: keep-alive\r\n\r\n',
  });
  expect((await probeOf(saying('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'))).detail).toMatch(/^200 in \d+ ms$/);
  expect((await probeOf(saying('HTTP/1.1 503 Sad\r\nContent-Length: 0\r\n\r\n'), 'network')).detail).toBe('503 is not among 200-399');
});

test.each(KINDS)('the request that a %s balancer tells of is what arrived', async (kind) => {
  const peer = await open(saying('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
  const seen = await sendProbe(requestTo(peer.address, kind, { form: { host: 'bent.example.com', headers: { 'X-Probe': 'é' } } }));
  expect(seen.request).toContain('ost: bent.example.com\r\n');
  expect(peer.requests.map((text) => Buffer.from(text, 'latin1').toString('utf8'))).toEqual([seen.request]);
});

test('a request that no connection came about for is told as not sent', async () => {
  const peer = await open(saying(''));
  const request = requestTo(peer.address);
  await peer.close();
  expect(await sendProbe(request)).toMatchObject({ outcome: 'connection-refused', unsent: true, request: expect.stringContaining('host: 10.0.1.23:8080') });
});

describe('a body that only the close ends (rule 12)', () => {
  const text = 'HTTP/1.0 200 OK\r\n\r\nok';
  test('fails classic, whether the close comes or not', async () => {
    expect(await probeOf(sayingAndEnding(text))).toMatchObject({ outcome: 'unframed-body', status: 200 });
    expect(await probeOf(saying(text))).toMatchObject({ outcome: 'unframed-body', status: 200 });
  });
  test('is read to its end by the others', async () => {
    for (const kind of ['application', 'network'] as const) {
      expect(await probeOf(sayingAndEnding(text), kind)).toMatchObject({ outcome: 'passed', body: 'ok' });
    }
  });
  test('passes classic when it is empty', async () => {
    expect(await probeOf(sayingAndEnding('HTTP/1.0 200 OK\r\n\r\n'))).toMatchObject({ outcome: 'passed' });
  });
  test('counts less than a wrong status', async () => {
    expect(await probeOf(sayingAndEnding('HTTP/1.0 500 No\r\n\r\nwhy'))).toMatchObject({ outcome: 'response-code-mismatch', body: 'why' });
  });
});

test('a redirect is not followed (rule 9)', async () => {
  const goal = await open(saying('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
  const away = `HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:${goal.address.port}/\r\nContent-Length: 0\r\n\r\n`;
  for (const kind of KINDS) {
    expect(await probeOf(saying(away), kind)).toMatchObject({ outcome: kind === 'network' ? 'passed' : 'response-code-mismatch', status: 301 });
  }
  expect(goal.connections).toBe(0);
});

test('a matcher of an application balancer decides (rule 10)', async () => {
  expect(await probeOf(saying('HTTP/1.1 202 Later\r\nContent-Length: 0\r\n\r\n'), 'application', { matcher: '200,202' })).toMatchObject({ outcome: 'passed' });
});

test('a packed body can be read', async () => {
  const packed = gzipSync('{"database":"down"}');
  const answer: Behaviour = (socket) => {
    socket.write(`HTTP/1.1 503 No\r\nContent-Encoding: gzip\r\nContent-Length: ${packed.length}\r\n\r\n`);
    socket.write(packed);
  };
  expect((await probeOf(answer, 'application')).body).toBe('{"database":"down"}');
});

describe('failures of the connection', () => {
  test('nobody listens', async () => {
    const peer = await open(() => undefined);
    const { address } = peer;
    await peer.close();
    for (const target of ['HTTP:80/', 'TCP:80', 'SSL:443']) {
      expect(await sendProbe(requestTo(address, 'classic', { target }))).toMatchObject({ outcome: 'connection-refused', detail: 'connection refused' });
    }
  });

  test.each<[string, Behaviour, string]>([
    ['a reset', (socket) => socket.resetAndDestroy(), 'connection reset'],
    ['a reset within the body', halfThenReset, 'connection reset'],
    ['a close without an answer', (socket) => socket.end(), 'closed before an answer'],
    ['a close within the head', sayingAndEnding('HTTP/1.1 200 OK\r\nContent-'), 'closed before an answer'],
    ['a close within the body', sayingAndEnding('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok'), 'closed within the body of a 200 answer'],
  ])('%s', async (_, answer, detail) => {
    expect(await probeOf(answer)).toMatchObject({ outcome: 'connection-reset', detail });
  });

  test('no route: TCP has none to the broadcast address, whatever the network', async () => {
    expect(await sendProbe(requestTo({ host: '255.255.255.255', port: 80 }))).toMatchObject({ outcome: 'unreachable' });
  });
});

describe('timeout (rule 11), as a whole', () => {
  test.each<[string, Behaviour]>([
    ['no answer', () => undefined],
    ['a head that trickles', trickling(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100)}\r\n\r\n`)],
    ['a body that trickles', trickling(`HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n${'x'.repeat(100)}`)],
    ['a body that stops', saying('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx')],
    ['an empty body without an end', saying('HTTP/1.1 200 OK\r\n\r\n')],
  ])('%s', async (_, answer) => {
    const seen = await probeOf(answer, 'classic', { timeout: 0.2 });
    expect(seen).toMatchObject({ outcome: 'timeout', detail: 'no whole answer within 0.2 s' });
  });

  test('what came before it is kept', async () => {
    const answer = saying('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf');
    expect(await probeOf(answer, 'classic', { timeout: 1 })).toMatchObject({ outcome: 'timeout', status: 200, body: 'half' });
  });
});

test.each<[string, string, RegExp]>([
  ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n', /not HTTP/],
  ['another protocol without a line end', '\x15\x03\x01\x00\x02\x02', /not HTTP/],
  ['HTTP/2', 'HTTP/2 200\r\n\r\n', /not HTTP/],
  ['a bad status line', 'HTTP/1.1 abc OK\r\n\r\n', /bad status line "HTTP\/1.1 abc OK"/],
  ['a bad header', 'HTTP/1.1 200 OK\r\nno colon\r\n\r\n', /bad header line "no colon"/],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nok', /conflicting Content-Length 1, 2/],
  ['length and chunks', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', /both Content-Length and/],
  ['a length that is none', 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n', /bad Content-Length "-1"/],
  ['a bad chunk size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', /bad chunk size "zz"/],
  ['a chunk over its size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nokay', /longer than its size/],
  ['headers without end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(70_000)}`, /headers over 64 KB/],
  ['a body too long', 'HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n', /body over 1024 KB/],
])('%s is malformed, told at once', async (_, text, detail) => {
  expect(await probeOf(saying(text))).toMatchObject({ outcome: 'malformed-response', detail: expect.stringMatching(detail) });
});

test('a TCP check passes on connect and sends nothing (rule 13)', async () => {
  const peer = await open(() => undefined);
  const seen = await sendProbe(requestTo(peer.address, 'network', { target: 'TCP:5432' }));
  expect(seen).toEqual({ outcome: 'passed', detail: expect.stringMatching(/^connected in \d+ ms$/), tookMs: expect.any(Number), request: 'opens a connection to port 5432 and sends nothing' });
  expect(peer.requests).toEqual([]);
});

test('nothing is left behind, whatever the end', async () => {
  const left = (): string[] => process.getActiveResourcesInfo().filter((name) => /TCP|TLS|Timeout|Connect/.test(name)).sort();
  const silent = await open(() => undefined);
  const gone = await open(() => undefined);
  const refusing = requestTo(gone.address);
  await gone.close();
  const before = left();
  const ends = [
    await sendProbe(requestTo(silent.address, 'classic', { timeout: 0.05 })),
    await sendProbe(requestTo(silent.address, 'classic', { target: 'SSL:443', timeout: 0.05 })),
    await sendProbe(requestTo(silent.address, 'classic', { target: 'TCP:443' })),
    await sendProbe(refusing),
  ];
  expect(ends.map(({ outcome }) => outcome)).toEqual(['timeout', 'timeout', 'passed', 'connection-refused']);
  await silent.close();
  expect(left().length).toBeLessThanOrEqual(before.length);
});

test('a check that is none is an error of the caller, not an outcome', async () => {
  await expect(sendProbe(requestTo({ host: '127.0.0.1', port: 1 }, 'classic', { target: 'FTP:21' }))).rejects.toThrow('must begin with');
});

test('an answer to a HEAD is whole with its head, whatever length or chunks it tells of', async () => {
  for (const field of ['Content-Length: 500', 'Transfer-Encoding: chunked', 'X-A: b']) {
    expect(await probeOf(saying(`HTTP/1.1 200 OK\r\n${field}\r\n\r\n`), 'classic', { form: { method: 'HEAD' }, timeout: 2 })).toMatchObject({ outcome: 'passed', status: 200, body: '' });
  }
  expect(await probeOf(saying('HTTP/1.1 503 No\r\nContent-Length: 9\r\n\r\n'), 'application', { form: { method: 'HEAD' } })).toMatchObject({ outcome: 'response-code-mismatch', status: 503 });
});
