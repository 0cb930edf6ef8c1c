import { shownRequest } from './request-lines.js';

const NUMBERS = { target: 'HTTP:3000/health', interval: 5, timeout: 2, healthyThreshold: 2, unhealthyThreshold: 2, initialSuccesses: 2, deadline: 60 };
const SCENARIO = { balancer: 'classic', numbers: NUMBERS };
const TEXTS = { sent: 'GET /health HTTP/1.1\r\nhost: 10.0.1.23:3000\r\nX: a\r\n\r\n', plain: 'opens a connection to port 3000 and sends nothing' };

test('what was sent is shown as it was, whatever the scenario says of its check', () => {
  const lines = ['GET /health HTTP/1.1', 'host: 10.0.1.23:3000', 'X: a'];
  expect(shownRequest({ request: 'sent' }, TEXTS, { balancer: 'network' })).toEqual({ lines });
  expect(shownRequest({ request: 'sent', unsent: true }, TEXTS, SCENARIO)).toEqual({ lines, note: 'It was not sent, since no connection came about.' });
  expect(shownRequest({ request: 'plain' }, TEXTS, SCENARIO)).toEqual({ lines: [TEXTS.plain] });
  expect(shownRequest({ request: 'lost' }, TEXTS, SCENARIO)).toEqual({ lines: ['its text lost is not in these results'] });
});

test.each([
  ['classic', 'HTTP:3000/health', ['GET /health HTTP/1.1', 'host: instance:3000', 'User-Agent: ELB-HealthChecker/1.0', 'Accept: */*', 'Connection: keep-alive']],
  ['application', 'HTTP:80/health?full', ['GET /health?full HTTP/1.1', 'Host: instance:80', 'Connection: close', 'User-Agent: ELB-HealthChecker/2.0', 'Accept-Encoding: gzip, compressed']],
  ['network', 'TCP:3000', ['opens a connection to port 3000 and sends nothing']],
])('results of an earlier version, of a %s balancer that checks %s, have it made anew and say so', (balancer, target, lines) => {
  expect(shownRequest({}, {}, { balancer, numbers: { ...NUMBERS, target } })).toEqual({ lines, note: expect.stringMatching(/^An earlier version did not keep what was sent/) });
});

test.each([
  ['nonsense as its target', 'classic', { ...NUMBERS, target: 'nonsense' }, 'not known: nonsense is no target'],
  ['an unheard-of balancer', 'unheard-of', NUMBERS, 'not known: the results do not have what was sent'],
  ['no numbers', 'classic', undefined, 'not known: the results do not have what was sent'],
])('with %s they claim nothing', (_, balancer, numbers, line) => {
  expect(shownRequest({}, {}, { balancer, ...(numbers ? { numbers } : {}) })).toEqual({ lines: [line] });
});
