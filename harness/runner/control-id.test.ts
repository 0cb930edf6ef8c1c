import { scenarioOf } from '../model/release.testing.js';
import { controlId } from './1-control.js';

test('controls of one release under other settings are told apart in the journal', () => {
  const scenario = scenarioOf({});
  const { name } = scenario.release;
  const ids: { id: string }[] = [];
  for (let n = 0; n < 3; n += 1) ids.push({ id: controlId(scenario, ids) });
  expect(ids.map(({ id }) => id)).toEqual([`control of ${name}`, `control of ${name} (2)`, `control of ${name} (3)`]);
});
