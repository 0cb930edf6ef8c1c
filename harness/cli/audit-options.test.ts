import { ConfigError } from '../model/errors.js';
import { auditOptions } from './audit-options.js';

test('what is not said has a default', () => {
  expect(auditOptions({})).toMatchObject({
    selection: { areas: [], operators: [], ignore: [], seed: 1 }, list: false, incremental: false, output: 'lines',
  });
});

test('all is understood', () => {
  const values = {
    area: 'settings, tables', operator: 'unset-setting', max: '5', seed: '7', concurrency: '2', since: 'main', baseline: 'known.json', 'break-on': '92.5',
    ignore: ['unset-setting:A=nobody reads it', 'down:* = it is optional = truly'], limit: '30', incremental: true, 'as-scenarios': true,
  };
  expect(auditOptions(values)).toMatchObject({
    selection: {
      areas: ['settings', 'tables'], operators: ['unset-setting'], max: 5, seed: 7, since: 'main',
      ignore: [{ mutant: 'unset-setting:A', reason: 'nobody reads it' }, { mutant: 'down:*', reason: 'it is optional = truly' }],
    },
    concurrency: 2, limit: 30, baseline: 'known.json', breakOn: 92.5, incremental: true, output: 'scenarios',
  });
});

test.each([
  [{ ignore: ['unset-setting:A'] }, '--ignore: expected a mutant and the reason'],
  [{ ignore: ['unset-setting:A= '] }, '--ignore: expected a mutant and the reason'],
  [{ max: '0' }, '--max: expected a whole number from 1'],
  [{ seed: '1.5' }, '--seed: expected a whole number'],
  [{ limit: 'long' }, '--limit: expected a whole number'],
  [{ concurrency: '-1' }, '--concurrency: expected a whole number'],
  [{ 'break-on': '101' }, '--break-on: expected a percentage from 0 to 100, found "101"'],
  [{ json: true, 'as-scenarios': true }, 'expected --json or --as-scenarios, found both'],
])('%j is refused', (values, message) => {
  expect(() => auditOptions(values)).toThrow(ConfigError);
  expect(() => auditOptions(values)).toThrow(message);
});
