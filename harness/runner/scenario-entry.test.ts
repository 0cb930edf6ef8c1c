import { join } from 'node:path';
import { requestFaults } from '../faults/request.js';
import type { Fault } from '../model/fault.js';
import { SMALL_RELEASE } from '../model/release.testing.js';
import type { Scenario } from '../model/scenario.js';
import { scenarioEntry } from './scenario-entry.js';

const request = requestFaults(SMALL_RELEASE);

const entryWith = (faults: readonly Fault[], fleets?: Scenario['fleets']) => {
  const scenario: Scenario = {
    id: 'a', title: 'a', family: 'f', location: { file: 'a.ts', line: 1 }, release: SMALL_RELEASE, faults, expectation: { verdict: 'accepted' },
    healthCheck: { target: 'HTTP:80/health', interval: 5, timeout: 2, healthyThreshold: 2, unhealthyThreshold: 2 }, balancer: 'classic', deadline: 60, settle: 1, instances: 1, ...(fleets ? { fleets } : {}),
  };
  return scenarioEntry(scenario, 'control of a', undefined);
};

test('a health check is told in numbers as it is sent, not as it was meant', () => {
  const { healthCheck, numbers } = entryWith([request.wrongPath('/nowhere'), request.askedOtherwise({ userAgent: 'mine' }, 'another agent asks')]);
  expect(healthCheck).toContain('HTTP:80/health');
  expect(numbers).toMatchObject({ target: 'HTTP:80/nowhere', form: { userAgent: 'mine' }, interval: 5, initialSuccesses: 2 });
});

test('one that is sent as its kind of balancer does has no form', () => {
  expect(entryWith([]).numbers).toEqual({ target: 'HTTP:80/health', interval: 5, timeout: 2, healthyThreshold: 2, unhealthyThreshold: 2, initialSuccesses: 2, deadline: 60 });
});

test('the check of a rollout by Terraform is what its configuration sets up', () => {
  const fleets = { old: { instances: 2, faults: [] }, rollout: { policy: 'terraform', folder: join(process.cwd(), 'deploy/web') } } as unknown as NonNullable<Scenario['fleets']>;
  const entry = entryWith([], fleets);
  expect([entry.healthCheck, entry.numbers]).toEqual(['as deploy/web sets it up', undefined]);
});

test('faults of the old fleet stand apart from those of the release', () => {
  const [own, old] = [request.wrongPath('/nowhere'), request.wrongPath('/of-old')];
  const fleets = { old: { instances: 2, faults: [old] }, rollout: { policy: 'blue-green' } } as unknown as NonNullable<Scenario['fleets']>;
  expect(entryWith([own], fleets)).toMatchObject({ faults: [{ summary: own.summary }], oldFaults: [{ name: 'request.wrong-path', summary: old.summary }] });
  expect(entryWith([own]).oldFaults).toBeUndefined();
});
