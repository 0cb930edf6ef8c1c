import { requestLines } from './request-lines.js';

test.each([
  ['classic', 'HTTP:3000/health', ['GET /health HTTP/1.1', 'host: instance:3000', 'User-Agent: ELB-HealthChecker/1.0', 'Accept: */*', 'Connection: keep-alive']],
  ['application', 'HTTP:80/health?full', ['GET /health?full HTTP/1.1', 'Host: instance:80', 'Connection: close', 'User-Agent: ELB-HealthChecker/2.0', 'Accept-Encoding: gzip, compressed']],
  ['network', 'TCP:3000', ['opens a connection to port 3000 and sends nothing']],
  ['classic', 'nonsense', ['not known: nonsense is no target']],
  ['unheard-of', 'HTTP:80/', ['not known: the journal does not have the check in numbers']],
])('a %s balancer that checks %s', (kind, target, lines) => {
  expect(requestLines(kind, { target })).toEqual(lines);
});

test('a check of another form is shown in that form', () => {
  expect(requestLines('application', { target: 'HTTP:80/health', form: { method: 'HEAD', userAgent: 'mine' } })).toEqual(
    expect.arrayContaining(['HEAD /health HTTP/1.1', 'User-Agent: mine']),
  );
});

test('without numbers nothing is claimed', () => {
  expect(requestLines('classic', undefined)[0]).toMatch(/^not known/);
});
