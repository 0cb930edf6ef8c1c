import fc from 'fast-check';
import { attachmentStates, isReady, type Attachment, type GroupInstance, type GroupState } from './group-state.js';
import { aGroup, anInstance, elbSettings } from './group-state.testing.js';
import type { GivenGroupSettings } from './group-settings.js';
import { lookAtHealth, type BalancerHealth, type SeenInstance } from './look-at-health.js';

const NAMES = ['lb', 'lb2'];
/** What the balancers `lb` and `lb2` say. */
const words = (...said: readonly BalancerHealth[]): SeenInstance['balancers'] => new Map(said.map((word, index) => [NAMES[index] ?? '', word]));
const seen = (said: readonly BalancerHealth[], gone = false): SeenInstance => ({ id: 'a', gone, balancers: words(...said) });
const attached = (...passed: readonly boolean[]): Attachment[] => passed.map((one, index) => ({ name: NAMES[index] ?? '', passed: one, removing: false }));
const look = (
  found: SeenInstance,
  { settings = {}, instance = {}, group = {}, now = 100 }: {
    settings?: Partial<GivenGroupSettings>;
    instance?: Partial<GroupInstance>;
    group?: Partial<GroupState>;
    now?: number;
  } = {},
) => lookAtHealth(aGroup([anInstance('a', instance)], group), elbSettings(1, settings), [found], now);

const NEVER: Partial<GroupState> = { attachments: attached(false) };

test.each<[string, SeenInstance, Parameters<typeof look>[1], string]>([
  ['in service: nothing happens', seen(['InService']), {}, ''],
  ['out of service', seen(['OutOfService']), {}, 'ELB'],
  ['out of service, but the group hears EC2 alone (rule 27)', seen(['OutOfService']), { settings: { healthCheckType: 'EC2' } }, ''],
  ['out of service within grace (rule 28)', seen(['OutOfService']), { settings: { healthCheckGracePeriod: 101 } }, ''],
  ['out of service as grace ends', seen(['OutOfService']), { settings: { healthCheckGracePeriod: 100 } }, 'ELB'],
  ['grace counts from the entry to InService, not from the launch', seen(['OutOfService']), { settings: { healthCheckGracePeriod: 50 }, instance: { inServiceAt: 60 } }, ''],
  ['a process that does not run, within grace (rule 28)', seen(['InService'], true), { settings: { healthCheckGracePeriod: 300 } }, 'EC2'],
  ['a process that does not run, where EC2 alone is heard', seen([], true), { settings: { healthCheckType: 'EC2' } }, 'EC2'],
  ['the process outranks the balancer', seen(['OutOfService'], true), {}, 'EC2'],
  ['any one of two balancers (rule 29)', seen(['InService', 'OutOfService']), { group: { attachments: attached(true, true) } }, 'ELB'],
  ['nobody of the group ever passed: kept (rule 30)', seen(['OutOfService']), { group: NEVER }, ''],
  ['nobody of the group ever passed: replaced (rule 30)', seen(['OutOfService']), { group: NEVER, settings: { neverHealthy: 'replace' } }, 'ELB'],
  ['the gate of each balancer is its own', seen(['InService', 'OutOfService']), { group: { attachments: attached(true, false) } }, ''],
  ['a process that does not run passes every gate', seen(['OutOfService'], true), { group: NEVER }, 'EC2'],
  ['not registered says nothing', seen(['unregistered']), {}, ''],
  ['health checks are suspended', seen(['OutOfService'], true), { settings: { suspended: ['HealthCheck'] } }, ''],
  ['replacing is suspended, but not looking', seen(['OutOfService']), { settings: { suspended: ['ReplaceUnhealthy'] } }, 'ELB'],
  ['already unhealthy', seen(['OutOfService']), { instance: { healthStatus: 'Unhealthy', unhealthyCause: 'user' } }, ''],
  ['still pending', seen(['OutOfService'], true), { instance: { lifecycle: 'Pending' } }, ''],
  ['waiting for a lifecycle action, its process ended', seen([], true), { instance: { lifecycle: 'Pending:Wait' } }, 'EC2'],
  ['waiting for a lifecycle action', seen(['OutOfService']), { instance: { lifecycle: 'Pending:Wait' } }, ''],
  ['in standby', seen(['OutOfService'], true), { instance: { lifecycle: 'Standby' } }, ''],
  ['already terminating', seen(['OutOfService'], true), { instance: { lifecycle: 'Terminating' } }, ''],
])('%s', (_, found, where, cause) => {
  const { state, turned } = look(found, where);
  expect(turned).toEqual(cause === '' ? [] : [{ id: 'a', cause }]);
  if (cause !== '') expect(state.instances[0]).toMatchObject({ healthStatus: 'Unhealthy', unhealthyCause: cause });
  else expect(state.instances[0]?.healthStatus).toBe(where?.instance?.healthStatus ?? 'Healthy');
});

test('one pass opens the gate for the whole group, within the same look and for good', () => {
  const two = aGroup([anInstance('a', { passed: [] }), anInstance('b', { passed: [] })], NEVER);
  const settings = elbSettings(2);
  const first = lookAtHealth(two, settings, [{ id: 'a', gone: false, balancers: words('OutOfService') }, { id: 'b', gone: false, balancers: words('InService') }], 10);
  expect(first.turned).toEqual([{ id: 'a', cause: 'ELB' }]);
  const later = lookAtHealth(first.state, settings, [{ id: 'b', gone: false, balancers: words('OutOfService') }], 20);
  expect(later.turned).toEqual([{ id: 'b', cause: 'ELB' }]);
  expect(later.state.instances[1]?.passed).toEqual(['lb']);
});

test('a pass is remembered while health checks are suspended', () => {
  const { state } = look(seen(['InService']), { group: NEVER, instance: { passed: [] }, settings: { suspended: ['HealthCheck'] } });
  expect([state.attachments, state.instances[0]?.passed]).toEqual([attached(true), ['lb']]);
});

test.each<[string, GroupState, string]>([
  ['nobody is there', aGroup([], NEVER), 'Added'],
  ['somebody in service is not registered', aGroup([anInstance('a', { registered: [], passed: [] })], NEVER), 'Adding'],
  ['all are registered', aGroup([anInstance('a', { passed: [] }), anInstance('b', { lifecycle: 'Pending', registered: [] })], NEVER), 'Added'],
  ['one has passed', aGroup([anInstance('a')]), 'InService'],
  ['it is being removed', aGroup([anInstance('a')], { attachments: [{ name: 'lb', passed: true, removing: true }] }), 'Removing'],
])('the attachment where %s is %p', (_, state, expected) => {
  expect(attachmentStates(state)).toEqual([{ name: 'lb', state: expected }]);
});

test.each<[string, Partial<GroupInstance>, 'ELB' | 'EC2', 'all' | 'where-any-passed', number, boolean, boolean]>([
  ['in service and passed', {}, 'ELB', 'all', 0, true, true],
  ['pending', { lifecycle: 'Pending' }, 'ELB', 'all', 0, true, false],
  ['unhealthy', { healthStatus: 'Unhealthy' }, 'ELB', 'all', 0, true, false],
  ['not warm yet', {}, 'ELB', 'all', 101, true, false],
  ['just warm', {}, 'ELB', 'all', 100, true, true],
  ['never passed', { passed: [] }, 'ELB', 'all', 0, true, false],
  ['never passed, and nobody else', { passed: [] }, 'ELB', 'where-any-passed', 0, false, true],
  ['never passed, but others did', { passed: [] }, 'ELB', 'where-any-passed', 0, true, false],
  ['never passed, where EC2 alone is heard', { passed: [] }, 'EC2', 'all', 0, true, true],
  ['not registered at all', { passed: [], registered: [] }, 'ELB', 'all', 0, true, true],
])('an instance that is %s is ready or not', (_, instance, healthCheckType, ask, warmup, passed, ready) => {
  const state = aGroup([anInstance('a', instance)], { attachments: attached(passed) });
  expect(isReady(anInstance('a', instance), state, { healthCheckType }, { warmup, now: 100, ask })).toBe(ready);
});

const health = fc.constantFrom<BalancerHealth>('InService', 'OutOfService', 'unregistered');
const looks = fc.array(fc.record({ balancers: fc.tuple(health, health), gone: fc.boolean() }), { minLength: 1, maxLength: 12 });

test('a balancer turns nobody within grace, nor where nobody passed, and nothing turns back', () => {
  const property = fc.property(looks, fc.integer({ min: 0, max: 80 }), fc.constantFrom('keep' as const, 'replace' as const), (history, grace, neverHealthy) => {
    const settings = elbSettings(1, { healthCheckGracePeriod: grace, neverHealthy });
    const start = aGroup([anInstance('a', { passed: [] })], { attachments: attached(false, false) });
    let state = start;
    const passed = [false, false];
    for (const [index, found] of history.entries()) {
      const now = 10 * (index + 1);
      const { state: next, turned } = lookAtHealth(state, settings, [seen(found.balancers, found.gone)], now);
      for (const at of [0, 1]) passed[at] ||= found.balancers[at] === 'InService';
      const gate = found.balancers.some((word, at) => word === 'OutOfService' && (neverHealthy === 'replace' || passed[at]));
      const expected = state.instances[0]?.healthStatus === 'Unhealthy' ? [] : found.gone ? ['EC2'] : gate && now >= grace ? ['ELB'] : [];
      expect(turned.map(({ cause }) => cause)).toEqual(expected);
      state = next;
    }
  });
  fc.assert(property);
});
