import { survivorOf } from './survivor.js';

const accepted = { verdict: { verdict: 'accepted', at: 1, comparison: '' } } as const;
const beside = { oldHarm: 'hurt', users: { requests: 51, errors: 22, byFleet: {}, byPhase: {}, examples: ['list: status 500'] }, replacements: 0, oldFleet: 'untouched' } as const;

test('a release that was accepted while only the old fleet was hurt is a survivor', () => {
  expect(survivorOf({ ...accepted, harm: 'fine', hurt: [], beside })).toEqual({ weight: [1, 0, 0, 22], hurt: ['list: status 500'], more: 0 });
});

test('the first three things that users got are told', () => {
  expect(survivorOf({ ...accepted, harm: 'hurt', hurt: ['a', 'b', 'c', 'd', 'e'] })).toEqual({ weight: [1, 5, 0, 0], hurt: ['a', 'b', 'c'], more: 2 });
});

test.each([
  ['refused', { verdict: { verdict: 'rejected', at: 1, comparison: '' }, harm: 'hurt' }],
  ['fine', { ...accepted, harm: 'fine' }],
  ['without a verdict', { harm: 'hurt' }],
] as const)('what is %s is none', (_, scenario) => {
  expect(survivorOf(scenario)).toBeUndefined();
});
