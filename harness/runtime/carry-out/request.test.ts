import type { Fault, RequestFault } from '../../model/fault.js';
import { SMALL_RELEASE } from '../../model/release.testing.js';
import { gateFaults, redirectCheck } from './request.js';

const fault = (body: Omit<RequestFault, 'kind'>): Fault => ({ kind: 'request', ...body, summary: body.operator });
const { healthCheck } = SMALL_RELEASE;

test.each<[string, string, Omit<RequestFault, 'kind'>[], string]>([
  ['a wrong path', 'HTTP:80/health', [{ operator: 'wrong-path', path: '/nope' }], 'HTTP:80/nope'],
  ['a wrong path that nobody named', 'HTTP:80/health', [{ operator: 'wrong-path' }], 'HTTP:80/healthz'],
  ['a wrong port', 'HTTPS:443/health?a=1', [{ operator: 'wrong-port', port: 8443 }], 'HTTPS:8443/health?a=1'],
  ['the port beside the right one', 'HTTP:80/health', [{ operator: 'wrong-port' }], 'HTTP:81/health'],
  ['a wrong port of a check without a path', 'TCP:80', [{ operator: 'wrong-port', port: 81 }], 'TCP:81'],
  ['both', 'HTTP:80/health', [{ operator: 'wrong-path', path: '/x' }, { operator: 'wrong-port', port: 8 }], 'HTTP:8/x'],
  ['a fault that is not in the wiring', 'HTTP:80/health', [{ operator: 'auth' }], 'HTTP:80/health'],
])('the check is sent elsewhere: %s', (_, target, faults, expected) => {
  const check = { ...healthCheck, target };
  expect(redirectCheck(check, faults.map(fault))).toEqual({ ...check, target: expected });
  expect(check.target).toBe(target);
});

test('the check is asked in another form; of two, each counts for what it names', () => {
  const forms = [{ method: 'HEAD', host: 'a' }, { host: 'b', headers: { 'X-A': '1' } }] as const;
  const asked = redirectCheck(healthCheck, forms.map((form) => fault({ operator: 'asked-otherwise', form })));
  expect(asked).toEqual({ ...healthCheck, form: { method: 'HEAD', host: 'b', headers: { 'X-A': '1' } } });
  expect(gateFaults([fault({ operator: 'asked-otherwise', form: {} })])).toEqual([]);
});

test('a gate carries out what is not in the wiring, and nothing of other kinds', () => {
  const faults = [fault({ operator: 'wrong-path' }), fault({ operator: 'auth' }), fault({ operator: 'wrong-port' }), fault({ operator: 'loopback-only' })];
  expect(gateFaults([...faults, { kind: 'env', operator: 'unset', key: 'A', summary: '' }]).map(({ operator }) => operator)).toEqual(['auth']);
});
