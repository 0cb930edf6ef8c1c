import { ConfigError, DEFECT_EXIT_CODE, describeError, EnvironmentError } from './errors.js';

test('each kind of error has its exit code', () => {
  expect([new ConfigError('x').exitCode, new EnvironmentError('x', 'y').exitCode, DEFECT_EXIT_CODE]).toEqual([2, 3, 70]);
});

test('errors can be told apart by name where classes cannot be compared', () => {
  expect([new ConfigError('x').name, new EnvironmentError('x', 'y').name]).toEqual(['ConfigError', 'EnvironmentError']);
});

test.each<[string, unknown, string]>([
  ['wrong use: its message alone', new ConfigError('no such file'), 'no such file'],
  ['an unfit machine: with the remedy below', new EnvironmentError('no Postgres', 'Install it.'), 'no Postgres\n  Install it.'],
  ['any other error', new TypeError('x is not a function'), 'x is not a function'],
  ['a thrown text', 'broken', 'broken'],
  ['nothing', undefined, 'undefined'],
])('%s', (_, error, text) => expect(describeError(error)).toBe(text));
