import { TargetPoller } from '../balancer/target-poller.js';
import { clockOf } from '../model/clock.js';
import type { Fault } from '../model/fault.js';
import type { BalancerKind } from '../model/health-check.js';
import { planLaunch, type LaunchPlan } from '../runtime/carry-out/plan.js';
import type { Instance } from '../runtime/instance.js';
import { until } from '../runtime/run-bench.testing.js';
import type { FleetMembers } from './fleet-members.js';
import { MembersBench } from './members-bench.testing.js';

let bench: MembersBench;
let members: FleetMembers;
beforeEach(() => (bench = new MembersBench()));
afterEach(() => bench.close());

/** Sends one check to a new instance and tells what is then to be seen of its faults. */
async function evidenceAfterCheck(check: LaunchPlan['healthCheck'] | undefined, faults: readonly Fault[], balancer: BalancerKind, boots = true): Promise<unknown> {
  const plan = planLaunch(bench.release, faults, bench.release.healthCheck);
  members = await bench.open({ planOf: () => plan });
  const instance = members.find((await members.launch('canary')).id)?.instance as Instance;
  if (boots) await until('it listens', () => instance.listening);
  if (check) await sendOne(instance, check, balancer);
  return (await instance.evidence()).map(({ live, sentence }) => [live, sentence]);
}

async function sendOne(instance: Instance, healthCheck: LaunchPlan['healthCheck'], balancer: BalancerKind): Promise<void> {
  const clock = clockOf('realtime');
  await new Promise<void>((resolve) => {
    const poller: TargetPoller<Instance> = new TargetPoller<Instance>({
      scenario: 'one check', instance, healthCheck, balancer, clock, settle: 0, busyLimit: 30, journal: { write: () => undefined },
      onChecked() {
        poller.stop();
        resolve();
      },
    });
    void poller.run();
  }).finally(() => clock.stop());
}

const fault = (body: object): Fault => ({ kind: 'request', summary: 'asked wrongly', ...body }) as Fault;
const wrongPath = fault({ operator: 'wrong-path', path: '/nope' });
const wrongPort = fault({ operator: 'wrong-port', port: 81 });
const byHead = fault({ operator: 'asked-otherwise', form: { method: 'HEAD' } });
const neverListens: Fault = { kind: 'process', operator: 'never-listen', summary: 'it never listens' };

describe.each<BalancerKind>(['classic', 'application', 'network'])('behind a balancer of kind %s', (kind) => {
  test.each<[string, Fault, string]>([
    ['a wrong path', wrongPath, 'checks were sent to HTTP:80/nope'],
    ['a wrong port', wrongPort, 'checks were sent to HTTP:81/health'],
    ['another form', byHead, 'checks were sent to HTTP:80/health, asked by HEAD'],
  ])('%s is seen by the check that was sent', async (_, wrong, sentence) => {
    const { healthCheck } = planLaunch(bench.release, [wrong], bench.release.healthCheck);
    expect(await evidenceAfterCheck(healthCheck, [wrong], kind)).toEqual([[true, sentence]]);
  });

  test.each<[string, Fault, string]>([
    ['a wrong path', wrongPath, 'no check was sent to HTTP:80/nope'],
    ['a wrong port', wrongPort, 'no check was sent to HTTP:81/health'],
    ['another form', byHead, 'no check was sent to HTTP:80/health, asked by HEAD'],
  ])('%s is not live where the balancer checks as ever', async (_, wrong, sentence) => {
    expect(await evidenceAfterCheck(bench.release.healthCheck, [wrong], kind)).toEqual([[false, sentence]]);
  });
});

test('a fault in the check is not live before one was sent', async () => {
  expect(await evidenceAfterCheck(undefined, [wrongPath], 'application')).toEqual([[false, 'no check was sent to HTTP:80/nope']]);
});

test('a wrong path that is the right one is no fault', async () => {
  const same = fault({ operator: 'wrong-path', path: '/health' });
  expect(await evidenceAfterCheck(bench.release.healthCheck, [same], 'application')).toEqual([[false, 'checks were sent to HTTP:80/health, as they would be without the fault']]);
});

test.each<[string, Fault[], unknown[]]>([
  ['alone it has not been asked so', [byHead], [false, 'checks were set to HTTP:80/health, asked by HEAD; no connection came about over which one could ask']],
  ['another fault may be the reason', [byHead, neverListens], [true, 'checks were set to HTTP:80/health, asked by HEAD; no connection came about over which one could ask']],
  ['a check at the wrong port is refused by design', [wrongPort], [true, 'checks were sent to HTTP:81/health']],
])('of an app that does not listen: %s', async (_, faults, expected) => {
  const { healthCheck } = planLaunch(bench.release, faults, bench.release.healthCheck);
  expect(await evidenceAfterCheck(healthCheck, faults, 'application', false)).toContainEqual(expected);
});
