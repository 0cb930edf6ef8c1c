import type { InstanceRefresh, RefreshStatus } from '../fleet/refresh-state.js';
import type { Verdict } from '../model/verdict.js';
import type { ApplyResult } from '../terraform/workspace.js';
import { applyVerdict, isRefreshing, refreshVerdict } from './terraform-verdict.js';

const failed = (error: string, why: 'failed' | 'aborted' | 'timed-out' = 'failed'): ApplyResult => ({ ok: false, exitCode: 1, why, error, diagnostics: [], output: error });

test('an apply that goes well accepts the canary', () => {
  const result: ApplyResult = { ok: true, exitCode: 0, output: '', add: 2, change: 0, destroy: 2 };
  expect(applyVerdict(result, 12.34)).toEqual({
    kind: 'judged',
    verdict: { verdict: 'accepted', at: 12.3, comparison: 'terraform apply went well after 12.3 s: 2 added, 0 changed, 2 destroyed' },
  });
});

test.each([
  "waiting for Auto Scaling Group (web-1) capacity satisfied: timeout while waiting for state to become 'ok' (last state: 'want at least 2 healthy instance(s) registered to Load Balancer, have 0', timeout: 2m0s)",
  'waiting for Auto Scaling Group (web-1) capacity satisfied: scaling activity (4d4f): Failed: no such image. Launching EC2 instance failed.',
])('one that waited for capacity in vain rejects it: %s', (error) => {
  expect(applyVerdict(failed(`${error}\nanother error`), 120)).toEqual({ kind: 'judged', verdict: { verdict: 'rejected', at: 120, comparison: `terraform apply failed after 120 s: ${error}` } });
});

test.each([
  ['another error', failed('creating ELB Classic Load Balancer (web): DuplicateLoadBalancerName')],
  ['an interruption', failed('waiting for Auto Scaling Group (web-1) capacity satisfied', 'aborted')],
])('%s says nothing of the canary', (_, result) => {
  expect(applyVerdict(result, 1)).toMatchObject({ kind: 'not-judged' });
});

const APPLIED: Verdict = { verdict: 'accepted', at: 1, comparison: 'applied' };

const group = (name: string, refresh?: { id: string; status: RefreshStatus; statusReason?: string }) => ({
  settings: { name } as never,
  refresh: refresh as InstanceRefresh | undefined,
});

test('without an instance refresh of its own an apply is what it was', () => {
  expect(refreshVerdict(APPLIED, [group('web')], new Set(), 9)).toBe(APPLIED);
  expect(refreshVerdict(APPLIED, [group('web', { id: 'earlier', status: 'Failed' })], new Set(['earlier']), 9)).toBe(APPLIED);
});

test('an apply that rejected the canary does so whatever came of its instance refresh', () => {
  const rejected: Verdict = { verdict: 'rejected', at: 1, comparison: 'applied' };
  expect(refreshVerdict(rejected, [group('web', { id: 'r', status: 'Successful' })], new Set(), 9)).toBe(rejected);
});

test.each<[RefreshStatus, Verdict['verdict']]>([
  ['Successful', 'accepted'],
  ['Failed', 'rejected'],
  ['RollbackSuccessful', 'rejected'],
  ['RollbackFailed', 'rejected'],
  ['Cancelled', 'rejected'],
  ['InProgress', 'rejected'],
])('an instance refresh that came to be %s has the canary %s', (status, verdict) => {
  expect(refreshVerdict(APPLIED, [group('web', { id: 'r', status, statusReason: 'a reason' })], new Set(), 90.06)).toEqual({
    verdict,
    at: 90.1,
    comparison: `terraform apply did not wait for the instance refresh of web, which was ${status} after 90.1 s: a reason`,
  });
});

test('a refresh is at work until it has ended in one way or another', () => {
  expect(isRefreshing([group('web'), group('api', { id: 'r', status: 'RollbackInProgress' })])).toBe(true);
  expect(isRefreshing([group('web', { id: 'r', status: 'Failed' }), group('api', { id: 's', status: 'Successful' })])).toBe(false);
});
