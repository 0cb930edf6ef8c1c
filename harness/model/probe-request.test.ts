import { parseTarget } from './health-check-target.js';
import type { BalancerKind } from './health-check.js';
import { askedText } from './probe-request.js';

test.each<[BalancerKind, string, string]>([
  ['classic', 'HTTP:3000/health', 'GET /health HTTP/1.1\r\nhost: 10.0.1.23:3000\r\nUser-Agent: ELB-HealthChecker/1.0\r\nAccept: */*\r\nConnection: keep-alive\r\n\r\n'],
  ['application', 'HTTPS:443/health?full', 'GET /health?full HTTP/1.1\r\nHost: 10.0.1.23:443\r\nConnection: close\r\nUser-Agent: ELB-HealthChecker/2.0\r\nAccept-Encoding: gzip, compressed\r\n\r\n'],
  ['network', 'TCP:3000', 'opens a connection to port 3000 and sends nothing'],
  ['classic', 'SSL:443', 'opens a TLS connection to port 443 and sends nothing'],
])('what a %s balancer sends that checks %s', (kind, target, text) => {
  expect(askedText(kind, parseTarget(target), '10.0.1.23')).toBe(text);
});

test('a check of another form is sent in that form', () => {
  expect(askedText('application', parseTarget('HTTP:80/'), '10.0.1.23', { method: 'HEAD', host: '10.0.0.2:80' })).toMatch(/^HEAD \/ HTTP\/1\.1\r\nHost: 10\.0\.0\.2:80\r\n/);
});
