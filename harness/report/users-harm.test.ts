import { usersHarm } from './users-harm.js';

const beside = (oldHarm: 'fine' | 'hurt', errors: number) =>
  ({ oldHarm, users: { requests: 51, errors, byFleet: {}, byPhase: {}, examples: [] }, replacements: 0, oldFleet: 'untouched' }) as const;

test.each([
  ['a canary alone', { harm: 'hurt' }, { harm: 'hurt', who: ['canary hurt'] }],
  ['a canary that is fine', { harm: 'fine' }, { harm: 'fine', who: [] }],
  ['an old fleet beside a canary that is fine', { harm: 'fine', beside: beside('hurt', 0) }, { harm: 'hurt', who: ['old fleet hurt'] }],
  ['requests through the balancer alone', { harm: 'fine', beside: beside('fine', 22) }, { harm: 'hurt', who: ['22 of 51 requests failed'] }],
  ['all of them', { harm: 'hurt', beside: beside('hurt', 1) }, { harm: 'hurt', who: ['canary hurt', 'old fleet hurt', '1 of 51 requests failed'] }],
  ['the old fleet of a mutant', { harm: 'fine', oldHarm: 'hurt' }, { harm: 'hurt', who: ['old fleet hurt'] }],
  ['nobody', { harm: 'fine', beside: beside('fine', 0) }, { harm: 'fine', who: [] }],
  ['whoever was not asked', {}, undefined],
] as const)('harm is that of %s', (_, found, harm) => {
  expect(usersHarm(found)).toEqual(harm);
});
