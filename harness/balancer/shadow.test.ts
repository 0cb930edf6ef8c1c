import type { BalancerKind, HealthCheck } from '../model/health-check.js';
import { Peer, requestTo, type Behaviour } from './peer.testing.js';
import { otherKinds, sendShadowProbes } from './shadow.js';

const peers: Peer[] = [];
const shadowsOf = async (answer: Behaviour, kind: BalancerKind, change: Partial<HealthCheck> = {}) => {
  const peer = new Peer(answer);
  peers.push(peer);
  return { peer, shadows: await sendShadowProbes(requestTo((await peer.open()).address, kind, change)) };
};
const status = (code: number): Behaviour => (socket) => socket.write(`HTTP/1.1 ${code} X\r\nContent-Length: 0\r\n\r\n`);

afterEach(() => Promise.all(peers.splice(0).map((peer) => peer.close())));

test.each<[BalancerKind, string[]]>([
  ['classic', ['application', 'network', 'tcp']],
  ['application', ['classic', 'network', 'tcp']],
  ['network', ['classic', 'application', 'tcp']],
])('beside %s there are %j', (kind, others) => expect(otherKinds(kind)).toEqual(others));

test('one fault has a verdict of each kind, in its own words', async () => {
  const { shadows, peer } = await shadowsOf(status(301), 'classic');
  const passed = { outcome: 'passed', passes: true };
  expect(shadows).toEqual([
    {
      kind: 'application', outcome: 'response-code-mismatch', passes: false, detail: '301 is not 200',
      description: {
        balancer: 'application', state: 'unhealthy', reasonCode: 'Target.ResponseCodeMismatch',
        description: 'Health checks failed with these codes: [301]',
      },
    },
    { kind: 'network', ...passed, detail: expect.stringMatching(/^301 in/), description: { balancer: 'network', state: 'healthy' } },
    { kind: 'tcp', ...passed, detail: expect.stringMatching(/^connected in/) },
  ]);
  expect(peer.requests.map((request) => /user-agent: (.*)/i.exec(request)?.[1])).toEqual(['ELB-HealthChecker/2.0', 'ELB-HealthChecker/2.0']);
  expect(peer.connections).toBe(3);
});

test('an answer to the user agent of classic alone', async () => {
  const picky: Behaviour = (socket, request) => status(request.includes('ELB-HealthChecker/1.0') ? 403 : 200)(socket, request);
  const { shadows } = await shadowsOf(picky, 'network');
  expect(shadows).toMatchObject([
    { kind: 'classic', passes: false, description: { state: 'OutOfService', reasonCode: 'Instance' } },
    { kind: 'application', passes: true, description: { state: 'healthy' } },
    { kind: 'tcp', passes: true },
  ]);
});

test('a matcher goes with the check where the kind has one', async () => {
  const { shadows } = await shadowsOf(status(202), 'application', { matcher: '200,202' });
  expect(shadows).toMatchObject([{ kind: 'classic', passes: false }, { kind: 'network', passes: true }, { kind: 'tcp' }]);
});

test.each<[BalancerKind, Partial<HealthCheck>, string, string]>([
  ['classic', { target: 'TCP:80' }, 'application', 'application balancers check with HTTP, HTTPS only, not with TCP'],
  ['classic', { target: 'SSL:443', timeout: 0.1 }, 'application', 'application balancers check with HTTP, HTTPS only, not with SSL'],
  ['classic', { target: 'SSL:443', timeout: 0.1 }, 'network', 'network balancers check with TCP, HTTP, HTTPS only, not with SSL'],
  ['network', { matcher: '200-599' }, 'application', expect.stringContaining('from 200 to 499')],
  ['application', { timeout: 90 }, 'classic', 'classic balancers take timeouts up to 60 s, not 90 s'],
])('from %s with %j nothing follows for %s', async (from, change, kind, underivable) => {
  const { shadows } = await shadowsOf(status(200), from, change);
  expect(shadows).toContainEqual({ kind, underivable });
});
