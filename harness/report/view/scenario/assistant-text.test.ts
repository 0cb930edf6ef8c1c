import { assistantText } from './assistant-text.js';
import { BODIES, FULL, RESULTS } from './scenario-results.testing.js';

test('has what is needed to find the reason, in words', () => {
  const text = assistantText(FULL, BODIES);
  for (const part of ['ended surprise', 'Expected: rejected because database', 'Got: accepted', 'Health check: HTTP:3000/health', 'scenarios/a.scenario.ts:3', '"status": "fail"', 'front page: status 500 instead of 200', 'Check 10 at', FULL.reproduce]) {
    expect(text).toContain(part);
  }
  expect(text).not.toContain('\u001b');
});

test('of a scenario of which nothing is known has no empty part', () => {
  for (const scenario of RESULTS.scenarios) expect(assistantText(scenario, BODIES)).not.toMatch(/:\n\n|:$/);
});
