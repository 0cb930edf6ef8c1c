import { actualWords } from './scenario-words.js';
import type { ScenarioResult } from './results.js';

const words = (more: Partial<ScenarioResult>): string => actualWords({ outcome: 'as-expected', ...more } as ScenarioResult);
const ACCEPTED = { verdict: { verdict: 'accepted', at: 30, comparison: '1 of 1 instances in service at 30.0 s' }, reason: 'in service', harm: 'fine' } as const;
const beside = (oldHarm: 'fine' | 'hurt', errors: number) => ({ oldHarm, users: { requests: 51, errors, byPhase: {}, byFleet: {}, examples: [] }, replacements: 0, oldFleet: 'gone' }) as const;

test.each<[string, Partial<ScenarioResult>, string]>([
  ['of a canary alone', ACCEPTED, 'accepted (in service, users fine)'],
  ['of one beside an old fleet that nobody minds', { ...ACCEPTED, beside: beside('fine', 0) }, 'accepted (in service, users fine)'],
  ['of one that hurts the old fleet and the users of the balancer', { ...ACCEPTED, beside: beside('hurt', 22) }, 'accepted (in service, users fine, old fleet hurt, 22 of 51 requests failed)'],
  ['of one that hurts its own users', { ...ACCEPTED, harm: 'hurt', beside: beside('fine', 1) }, 'accepted (in service, users hurt, 1 of 51 requests failed)'],
  ['of none, by its first line', { outcome: 'harness-error', error: 'no room\nat …' }, 'no room'],
  ['of none that says why', { outcome: 'timed-out' }, 'timed out'],
])('what came out %s', (_, result, told) => expect(words(result)).toBe(told));
