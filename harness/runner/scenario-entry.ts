import { relative } from 'node:path';
import { faultName, type Fault } from '../model/fault.js';
import { describeHealthCheck } from '../model/health-check-words.js';
import type { HealthCheckNumbers, JournalEvent } from '../model/journal.js';
import type { SourceExcerpt } from '../model/run-facts.js';
import type { Scenario } from '../model/scenario.js';
import { thresholdsOf } from '../model/target-health.js';
import { reasonName } from '../model/verdict.js';
import { redirectCheck } from '../runtime/carry-out/request.js';

type Started = Extract<JournalEvent, { type: 'scenario-started' }>;

/**
 * What the journal has of a scenario that begins. Pure.
 * @param control id under which its control is journaled
 */
export function scenarioEntry(scenario: Scenario, control: string, source: SourceExcerpt | undefined): Started {
  const { id, title, family, location, faults, fleets, healthCheck, balancer } = scenario;
  const oldFaults = fleets?.old.faults ?? [];
  const { because, ...expectation } = scenario.expectation;
  return {
    type: 'scenario-started',
    scenario: id,
    title,
    family,
    location,
    faults: faults.map(named),
    ...(oldFaults.length > 0 ? { oldFaults: oldFaults.map(named) } : {}),
    expectation: { ...expectation, ...(because === undefined ? {} : { because: reasonName(because) }) },
    // What a configuration of Terraform's sets up is not known before it is applied, and may be changed by that.
    ...(fleets?.rollout.policy === 'terraform' ? { healthCheck: `as ${relative(process.cwd(), fleets.rollout.folder) || '.'} sets it up` } : { healthCheck: describeHealthCheck(healthCheck, balancer), numbers: numbersOf(scenario) }),
    balancer,
    ...(source ? { source } : {}),
    control,
  };
}

const named = (fault: Fault): Started['faults'][number] => ({ name: faultName(fault), summary: fault.summary });

/** Of the check as it is sent, which faults may have set up otherwise. */
function numbersOf({ healthCheck, faults, balancer, deadline }: Scenario): HealthCheckNumbers {
  const { target, interval, timeout, form } = redirectCheck(healthCheck, faults);
  return { target, interval, timeout, ...thresholdsOf(healthCheck, balancer), deadline, ...(form ? { form } : {}) };
}
