import { scenarioOf } from '../model/release.testing.js';
import { controlId } from './1-control.js';

test('controls of one release under other settings are told apart in the journal', () => {
  const scenario = scenarioOf({});
  const { name } = scenario.release;
  const ids: string[] = [];
  for (let n = 0; n < 3; n += 1) ids.push(controlId(scenario, ids));
  expect(ids).toEqual([`control of ${name}`, `control of ${name} (2)`, `control of ${name} (3)`]);
});
