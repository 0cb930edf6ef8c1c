import { balancerAnswer, type OwnStatus } from './balancer-answers.js';

test.each<[OwnStatus, string, string]>([
  [400, 'BAD_REQUEST', 'Bad Request'],
  [408, 'REQUEST_TIMEOUT', 'Request Time-out'],
  [502, 'BAD_GATEWAY', 'Bad Gateway'],
  [503, 'Service Unavailable: Back-end server is at capacity', 'Service Temporarily Unavailable'],
  [504, 'GATEWAY_TIMEOUT', 'Gateway Time-out'],
])('%d has the reason of its kind of balancer', (status, classic, application) => {
  expect(balancerAnswer('classic', status)).toMatchObject({ status, reason: classic });
  expect(balancerAnswer('application', status)).toMatchObject({ status, reason: application });
});

test('is a small page with its length, and names the server as that kind does', () => {
  const { headers, body } = balancerAnswer('application', 503);
  expect(headers).toEqual({ Server: 'awselb/2.0', 'Content-Type': 'text/html', 'Content-Length': String(body.length) });
  expect(body).toMatch(/^<html>.*<h1>503 Service Temporarily Unavailable<\/h1>.*<\/html>\r\n$/s);
  expect(balancerAnswer('classic', 503).headers).not.toHaveProperty('Server');
});
