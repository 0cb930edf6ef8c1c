import type { ScenarioEnd } from '../model/journal.js';
import { exitCodeOf } from './exit-code.js';

const ended = (outcome: ScenarioEnd['outcome']): ScenarioEnd => ({ outcome, pace: 'fast', checksSent: 0, checksProjected: 0, wallSeconds: 0 });

test.each<[string, ScenarioEnd['outcome'][], number]>([
  ['nothing was run', [], 0],
  ['all is as expected', ['as-expected', 'as-expected'], 0],
  ['a surprise among what was expected', ['as-expected', 'surprise', 'as-expected'], 1],
  ['a defect of ours is graver than a surprise', ['surprise', 'harness-error'], 70],
  ['a scenario that was not judged in its time is as grave', ['surprise', 'timed-out'], 70],
  ['a refused control is the gravest', ['harness-error', 'control-refused', 'surprise'], 3],
])('%s: the exit code is that of the gravest', (_, outcomes, code) => {
  expect(exitCodeOf(outcomes.map(ended))).toBe(code);
  expect(exitCodeOf(outcomes.map(ended).reverse())).toBe(code);
});
