import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import type { BalancerKind } from '../model/health-check.js';
import type { ProbeObservation } from '../model/probe-result.js';
import { Peer, requestTo } from './peer.testing.js';
import { sendProbe } from './probe.js';

const KINDS: readonly BalancerKind[] = ['classic', 'application', 'network'];
const peers: Peer[] = [];
const open = (tls?: TlsOptions): Promise<Peer> => {
  const peer = new Peer((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'), tls);
  peers.push(peer);
  return peer.open();
};
const HTTPS = { target: 'HTTPS:443/health' };
const SSL = { target: 'SSL:443' };

afterEach(() => Promise.all(peers.splice(0).map((peer) => peer.close())));

test.each(KINDS)('%s takes a self-signed, expired certificate of another name (rule 13), and names nobody', async (kind) => {
  const peer = await open({});
  expect(await sendProbe(requestTo(peer.address, kind, HTTPS))).toMatchObject({ outcome: 'passed', status: 200, body: 'ok' });
  expect(peer.names).toEqual([false]);
  expect(peer.requests[0]).toMatch(/^GET \/health HTTP\/1.1\r\nhost: /i);
});

test('an SSL check passes on the handshake and sends nothing', async () => {
  const peer = await open({});
  expect(await sendProbe(requestTo(peer.address, 'classic', SSL))).toMatchObject({
    outcome: 'passed', detail: expect.stringMatching(/^TLS handshake in \d+ ms$/),
  });
  expect(peer.requests).toEqual([]);
});

test('old protocols are taken', async () => {
  const peer = await open({ minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' });
  expect(await sendProbe(requestTo(peer.address, 'classic', SSL))).toMatchObject({ outcome: 'passed' });
});

test.each<[BalancerKind, string]>([
  ['classic', 'tls-error'],
  ['network', 'tls-error'],
  ['application', 'passed'],
])('a server of TLS 1.3 alone, to %s: %s', async (kind, outcome) => {
  const peer = await open({ minVersion: 'TLSv1.3' });
  expect(await sendProbe(requestTo(peer.address, kind, HTTPS))).toMatchObject({ outcome });
});

/** A server that does not speak TLS, and treats the first bytes of the handshake as it likes. */
async function handshakeWith(treat: (socket: Socket) => void): Promise<ProbeObservation> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => treat(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const seen = await sendProbe(requestTo({ host: '127.0.0.1', port }, 'classic', SSL));
  server.close();
  await once(server, 'close');
  return seen;
}

test('a plain server is a TLS error', async () => {
  const seen = await handshakeWith((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  expect(seen).toMatchObject({ outcome: 'tls-error', detail: 'TLS: wrong version number' });
});

test.each<['end' | 'resetAndDestroy']>([['end'], ['resetAndDestroy']])('%s during the handshake is a reset', async (way) => {
  const seen = await handshakeWith((socket) => socket[way]());
  expect(seen).toMatchObject({ outcome: 'connection-reset', detail: expect.stringContaining('during the TLS handshake') });
});

test('a handshake that never ends is a timeout', async () => {
  const peer = await open();
  expect(await sendProbe(requestTo(peer.address, 'classic', { ...HTTPS, timeout: 0.1 }))).toMatchObject({
    outcome: 'timeout', detail: 'no whole TLS handshake within 0.1 s',
  });
});
