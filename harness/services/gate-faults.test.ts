import { gateFaults } from './gate-faults.js';

test('faults of the check itself are left to others, the order of the rest is kept', () => {
  const own = gateFaults([
    { kind: 'request', operator: 'wrong-path', path: '/nope' },
    { kind: 'request', operator: 'auth' },
    { kind: 'request', operator: 'loopback-only' },
    { kind: 'request', operator: 'status', status: 503 },
  ]);
  expect(own.map((fault) => fault.operator)).toEqual(['auth', 'status']);
});

test.each([
  [{ operator: 'host-not-allowed' }, "request.host-not-allowed: 'hosts' is missing"],
  [{ operator: 'user-agent-filtered' }, "request.user-agent-filtered: 'pattern' is missing"],
  [{ operator: 'user-agent-filtered', pattern: '(' }, 'request.user-agent-filtered: Invalid regular expression'],
  [{ operator: 'rate-limited', requests: 3 }, "request.rate-limited: 'seconds' is missing"],
  [{ operator: 'slow-answer' }, "request.slow-answer: 'seconds' is missing"],
  [{ operator: 'status', status: 99 }, 'request.status: expected a status from 200 to 599, found 99'],
  [{ operator: 'status', status: 503, every: 0 }, "request.status: expected 'every' to be a whole number from 1, found 0"],
  [{ operator: 'auth', every: 1.5 }, "request.auth: expected 'every' to be a whole number from 1, found 1.5"],
] as const)('%j cannot be carried out, and the message says why', (fault, message) =>
  expect(() => gateFaults([{ kind: 'request', ...fault }])).toThrow(message),
);
