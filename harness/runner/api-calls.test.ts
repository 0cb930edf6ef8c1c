import { ManualClock } from '../model/clock.js';
import type { JournalEvent } from '../model/journal.js';
import { ApiCalls } from './api-calls.js';

let written: JournalEvent[];
let clock: ManualClock;
let calls: ApiCalls;
beforeEach(() => {
  written = [];
  clock = new ManualClock();
  calls = new ApiCalls('a', { write: (event) => written.push(event) }, clock);
});

test('a call is written down with the second at which it was sent and what became of it', async () => {
  await clock.advanceTo(10);
  calls.take({ service: 'autoscaling', action: 'CreateAutoScalingGroup', outcome: 'AlreadyExists', seconds: 0.5 });
  calls.close();
  calls.take({ service: 'autoscaling', action: 'DeleteAutoScalingGroup', outcome: 'ok', seconds: 0 });
  expect(written).toEqual([{ type: 'api', scenario: 'a', at: 9.5, service: 'autoscaling', operation: 'CreateAutoScalingGroup', outcome: 'AlreadyExists', tookMs: 500 }]);
});

test('of endless calls the first thousand are written down, and how many came after them', () => {
  for (let call = 0; call < 1203; call += 1) calls.take({ service: 'elb', action: 'DescribeInstanceHealth', outcome: 'ok', seconds: 0 });
  calls.close();
  expect(written).toHaveLength(1001);
  expect(written.at(-1)).toEqual({ type: 'api-left-out', scenario: 'a', calls: 203 });
});
