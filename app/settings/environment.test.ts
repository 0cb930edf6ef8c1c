import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Environment, MissingValue, readEnvironment } from './environment.js';

const file = { path: '/etc/shop.env', values: { KEY: 'of the file', BOTH: 'of the file', HOLLOW: '' } };
const environment = new Environment({ BOTH: 'of the process', BARE: '', HOME: '/home/shop' }, file);

test.each([
  ['HOME', '/home/shop', 'the process environment'],
  ['KEY', 'of the file', 'the env file /etc/shop.env'],
  ['BOTH', 'of the process', 'the process environment'],
])('%s has the value %j from %s', (key, value, place) => {
  expect(environment.valueFromEnv(key)).toBe(value);
  expect(environment.placeOf(key)).toBe(place);
});

test.each(['NOWHERE', 'BARE', 'HOLLOW'])('%s falls back where there is a fallback, even to an empty text', (key) => {
  expect(environment.valueFromEnv(key, 'fallback')).toBe('fallback');
  expect(environment.valueFromEnv(key, '')).toBe('');
});

test.each([
  ['NOWHERE', 'NOWHERE is missing: set it in the env file /etc/shop.env (ENV_FILE) or in the process environment'],
  ['BARE', 'BARE is empty in the process environment: it needs a value'],
  ['HOLLOW', 'HOLLOW is empty in the env file /etc/shop.env: it needs a value'],
])('%s is missing, and the message says where to set it', (key, message) => {
  expect(() => environment.valueFromEnv(key)).toThrow(new MissingValue(message));
});

test('without an env file a message does not speak of one', () => {
  expect(() => new Environment({}).valueFromEnv('KEY')).toThrow(new MissingValue('KEY is missing: set it in the process environment'));
});

test('a value which is there and empty in the process hides the one of the file', () => {
  const hidden = new Environment({ KEY: '' }, file);
  expect(() => hidden.valueFromEnv('KEY')).toThrow('KEY is empty in the process environment');
});

describe('the file which ENV_FILE names', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'shop-env-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('lies below the variables of the process', () => {
    const path = join(folder, 'shop.env');
    writeFileSync(path, 'A=file\nB=file\n');
    const read = readEnvironment({ ENV_FILE: path, B: 'process' });
    expect([read.valueFromEnv('A'), read.valueFromEnv('B')]).toEqual(['file', 'process']);
    expect(read.placeOf('A')).toBe(`the env file ${path}`);
  });

  test('is named when it is not there', () => {
    const path = join(folder, 'absent.env');
    expect(() => readEnvironment({ ENV_FILE: path })).toThrow(/^ENV_FILE .*absent\.env: .*ENOENT/);
  });

  test('is named with the line that cannot be understood', () => {
    const path = join(folder, 'shop.env');
    writeFileSync(path, 'A=1\nnonsense\n');
    expect(() => readEnvironment({ ENV_FILE: path })).toThrow(`ENV_FILE ${path}: line 2 is not KEY=VALUE`);
  });

  test.each([{}, { ENV_FILE: '' }])('is not looked for with %j', (variables) => {
    expect(readEnvironment({ ...variables, A: 'process' }).valueFromEnv('A')).toBe('process');
  });
});
