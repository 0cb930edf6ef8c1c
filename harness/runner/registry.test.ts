import { ConfigError } from '../model/errors.js';
import { scenarioOf } from '../model/release.testing.js';
import { registeredScenarios, registerScenario, registerUnrun, unrunScenarios } from './registry.js';

const at = (file: string, line: number) => ({ location: { file: `/shop/${file}`, line } });

test('scenarios are kept in the order in which they were registered', () => {
  for (const id of ['b', 'a', 'c']) registerScenario(scenarioOf({ id, title: id }));
  expect(registeredScenarios().map(({ title }) => title)).toEqual(['b', 'a', 'c']);
});

test('two scenarios of one title are refused, with both places', () => {
  registerScenario(scenarioOf({ id: 'a-crash', title: 'a crash', ...at('one.scenario.ts', 3) }));
  const twin = (): void => registerScenario(scenarioOf({ id: 'a-crash', title: 'a crash', ...at('two.scenario.ts', 9) }));
  expect(twin).toThrow(ConfigError);
  expect(twin).toThrow('two scenarios are called "a crash": /shop/one.scenario.ts:3 and /shop/two.scenario.ts:9. Titles must differ');
});

test('titles that give the same id are refused, since reports would take one scenario for the other', () => {
  registerScenario(scenarioOf({ id: 'a-page-throws', title: 'a page throws' }));
  expect(() => registerScenario(scenarioOf({ id: 'a-page-throws', title: 'A page: throws!' }))).toThrow(ConfigError);
});

test('what is not run is kept apart', () => {
  const before = registeredScenarios().length;
  registerUnrun({ title: 'a leap second', family: 'clock', location: { file: '/shop/c.scenario.ts', line: 1 }, why: 'todo', reason: 'to be written' });
  expect([registeredScenarios().length, unrunScenarios().map(({ title }) => title)]).toEqual([before, ['a leap second']]);
});
