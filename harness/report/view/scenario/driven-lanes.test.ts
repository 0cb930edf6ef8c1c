import { apiMoments, trafficMoments } from './driven-lanes.js';

test('users through the balancer are told by the second, and each of their errors by its own', () => {
  const traffic = {
    every: 1,
    counts: [{ at: 3, fleet: 'old', requests: 5, errors: 1 }, { at: 3, fleet: 'balancer', requests: 1, errors: 0 }, { at: 4, fleet: 'canary', requests: 2, errors: 2 }],
    errors: [{ at: 3.25, fleet: 'old', instance: 'i-1', request: 'order', hurt: 'ECONNRESET', tookMs: 4 }],
    errorsLeftOut: 2,
  };
  expect(trafficMoments(traffic)).toEqual([
    { at: 3.25, failed: true, sentence: 'A user at 3.25 s asked for order and was answered by the old fleet (i-1) after 4 ms: ECONNRESET' },
    { at: 3.5, failed: false, sentence: 'Users through the balancer, 3.0 s to 4.0 s: 5 requests answered by the old fleet, 1 failed' },
    { at: 3.5, failed: false, sentence: 'Users through the balancer, 3.0 s to 4.0 s: 1 request answered by the balancer itself, none failed' },
    { at: 4.5, failed: true, sentence: 'Users through the balancer, 4.0 s to 5.0 s: 2 requests answered by the canary, 2 failed' },
  ]);
});

test('where the clock was moved, errors still belong to their second', () => {
  const traffic = { every: 1, counts: [{ at: -0.7, fleet: 'old', requests: 1, errors: 1 }], errors: [{ at: 0.2, fleet: 'old', request: 'order', hurt: 'ECONNRESET', tookMs: 4 }] };
  expect(trafficMoments(traffic).map(({ at, failed }) => [Number(at.toFixed(2)), failed])).toEqual([[-0.2, false], [0.2, true]]);
});

test('without users there is nothing', () => {
  expect(trafficMoments(undefined)).toEqual([]);
});

test('a call of AWS that was refused is told with its code', () => {
  const call = { at: 2, service: 'elb', operation: 'CreateLoadBalancer', tookMs: 8 };
  expect(apiMoments([{ ...call, outcome: 'DuplicateLoadBalancerName' }, { ...call, at: 1, outcome: 'ok' }])).toEqual([
    { at: 1, failed: false, sentence: 'elb CreateLoadBalancer at 1.00 s: ok, 8 ms' },
    { at: 2, failed: true, sentence: 'elb CreateLoadBalancer at 2.00 s: DuplicateLoadBalancerName, 8 ms' },
  ]);
});
