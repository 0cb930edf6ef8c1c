import type { RequestFault } from '../model/fault.js';
import { gateFaults } from './gate-faults.js';
import { bendOf, freshMemory, type GateMemory, type GateRequest } from './request-bend.js';

type Operator = Omit<RequestFault, 'kind'>;
const request = (headers: GateRequest['headers'] = {}, target = '/health', at = 0): GateRequest => ({ headers, target, at });

/** What becomes of requests one after another: a status given by the gate, reshaping operators, or 'pass'. */
function fates(operators: readonly Operator[], requests: readonly GateRequest[]): (string | number)[] {
  const faults = gateFaults(operators.map((operator) => ({ kind: 'request', ...operator })));
  let seen: GateMemory = freshMemory(faults);
  return requests.map((each) => {
    const bend = bendOf(faults, seen, each);
    seen = bend.seen;
    return bend.refusal?.status ?? (bend.reshaped.map((fault) => fault.operator).join('+') || 'pass');
  });
}

const CHECKER = 'ELB-HealthChecker/1.0';

test.each<[string, Operator, GateRequest, string | number]>([
  ['a host that is not listed is refused', { operator: 'host-not-allowed', hosts: ['app.example.com'] }, request({ host: '10.0.1.23:8080' }), 400],
  ['a missing host is refused', { operator: 'host-not-allowed', hosts: ['app.example.com'] }, request(), 400],
  ['a listed host passes, whatever its case and port', { operator: 'host-not-allowed', hosts: ['App.example.com'] }, request({ host: 'app.EXAMPLE.com:80' }), 'pass'],
  ['an entry with a port matches that port', { operator: 'host-not-allowed', hosts: ['app:80'] }, request({ host: 'app:80' }), 'pass'],
  ['an entry with a port matches no other', { operator: 'host-not-allowed', hosts: ['app:80'] }, request({ host: 'app:81' }), 400],
  ['plain http is redirected', { operator: 'redirected' }, request({ 'x-forwarded-proto': 'http' }), 301],
  ['forwarded https passes', { operator: 'redirected' }, request({ 'x-forwarded-proto': 'https' }), 'pass'],
  ['a request without credentials is refused', { operator: 'auth' }, request(), 401],
  ['a request with credentials passes', { operator: 'auth' }, request({ authorization: 'Basic eDp5' }), 'pass'],
  ['a filtered user agent is refused', { operator: 'user-agent-filtered', pattern: '^ELB-' }, request({ 'user-agent': CHECKER }), 403],
  ['another user agent passes', { operator: 'user-agent-filtered', pattern: '^ELB-' }, request({ 'user-agent': 'curl/8' }), 'pass'],
  ['an answer without content is planned', { operator: 'no-content' }, request(), 'no-content'],
  ['an unframed answer is planned', { operator: 'missing-length' }, request(), 'missing-length'],
  ['a slow answer is planned', { operator: 'slow-answer', seconds: 1 }, request(), 'slow-answer'],
  ['another status is planned', { operator: 'status', status: 503 }, request(), 'status'],
  ['another path passes', { operator: 'auth', path: '/health' }, request({}, '/healthy'), 'pass'],
  ['the path counts without its query', { operator: 'auth', path: '/health' }, request({}, '/health?full=1'), 401],
  ['a target in absolute form counts by its path', { operator: 'auth', path: '/health' }, request({}, 'http://app/health'), 401],
])('%s', (_, operator, each, fate) => expect(fates([operator], [each])).toEqual([fate]));

test.each<[string, readonly Operator[], readonly GateRequest[], (string | number)[]]>([
  ['after lets so many pass, times bends so many, then all pass', [{ operator: 'auth', after: 2, times: 2 }], Array.from({ length: 6 }, () => request()), ['pass', 'pass', 401, 401, 'pass', 'pass']],
  ['every bends the first and each so many-th after it', [{ operator: 'status', status: 503, every: 3 }], Array.from({ length: 7 }, () => request()), ['status', 'pass', 'pass', 'status', 'pass', 'pass', 'status']],
  ['every first is all of them', [{ operator: 'auth', every: 1 }], [request(), request(), request()], [401, 401, 401]],
  ['every begins after those that pass', [{ operator: 'auth', after: 1, every: 2 }], Array.from({ length: 5 }, () => request()), ['pass', 401, 'pass', 401, 'pass']],
  ['every bends only among the first so many', [{ operator: 'auth', every: 2, times: 3 }], Array.from({ length: 6 }, () => request()), [401, 'pass', 401, 'pass', 'pass', 'pass']],
  ['every counts only what the fault can bend', [{ operator: 'auth', every: 2 }], [request(), request({ authorization: 'x' }), request(), request({ authorization: 'x' }), request()], [401, 'pass', 'pass', 'pass', 401]],
  ['each fault counts for itself', [{ operator: 'missing-length', every: 2 }, { operator: 'status', status: 503, every: 3 }], Array.from({ length: 6 }, () => request()), ['missing-length+status', 'pass', 'missing-length', 'status', 'missing-length', 'pass']],
  ['requests that a fault cannot bend are not counted', [{ operator: 'auth', times: 1 }], [request({ authorization: 'x' }), request(), request()], ['pass', 401, 'pass']],
  ['requests on other paths are not counted', [{ operator: 'status', status: 500, path: '/health', times: 1 }], [request({}, '/'), request(), request()], ['pass', 'status', 'pass']],
  ['the first refusal wins, and later faults have not met the request', [{ operator: 'auth', times: 1 }, { operator: 'status', status: 500, times: 1 }], [request(), request(), request()], [401, 'status', 'pass']],
  ['reshaping faults add up', [{ operator: 'slow-answer', seconds: 1 }, { operator: 'missing-length' }], [request()], ['slow-answer+missing-length']],
  ['a limit counts what it lets through within a sliding window', [{ operator: 'rate-limited', requests: 2, seconds: 10 }], [0, 6, 7, 9.9, 10, 15, 16].map((at) => request({}, '/', at)), ['pass', 'pass', 429, 429, 'pass', 429, 'pass']],
])('%s', (_, operators, requests, expected) => expect(fates(operators, requests)).toEqual(expected));

test.each<[Operator, GateRequest, Record<string, string>]>([
  [{ operator: 'redirected' }, request({ host: 'app.example.com:8080' }, '/a?b=c'), { Location: 'https://app.example.com/a?b=c' }],
  [{ operator: 'redirected' }, request({}, '/a'), { Location: 'https://localhost/a' }],
  [{ operator: 'auth' }, request(), { 'WWW-Authenticate': 'Basic realm="restricted"' }],
  [{ operator: 'rate-limited', requests: 0, seconds: 60 }, request({}, '/', 1234.5678901), { 'Retry-After': '60' }],
])('%j answers %j with %j', (operator, each, headers) => {
  const faults = gateFaults([{ kind: 'request', ...operator }]);
  expect(bendOf(faults, freshMemory(faults), each).refusal?.headers).toEqual(headers);
});

test('deciding leaves the memory that it was given as it was', () => {
  const faults = gateFaults([{ kind: 'request', operator: 'rate-limited', requests: 1, seconds: 5 }]);
  const seen = freshMemory(faults);
  expect(bendOf(faults, seen, request({}, '/', 3)).seen).toEqual([{ met: 0, admitted: [3] }]);
  expect(seen).toEqual([{ met: 0, admitted: [] }]);
});
