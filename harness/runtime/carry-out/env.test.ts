import fc from 'fast-check';
import type { EnvFault, Fault } from '../../model/fault.js';
import { SMALL_RELEASE } from '../../model/release.testing.js';
import { bendEnv, seenEnv } from './env.js';
import { givenSettings } from './given-settings.js';

const env = { PORT_NAME: 'https://shop.example.com', POOL: '5', EMPTY: '' };
const fault = (body: Omit<EnvFault, 'kind'>): Fault => ({ kind: 'env', ...body, summary: body.operator });
const bend = (...faults: Omit<EnvFault, 'kind'>[]): Record<string, string> => bendEnv(env, faults.map(fault));

test.each<[string, Omit<EnvFault, 'kind'>, Record<string, string>]>([
  ['set replaces a value', { operator: 'set', key: 'POOL', value: '9' }, { ...env, POOL: '9' }],
  ['set gives a setting that was not there', { operator: 'set', key: 'NEW', value: 'x' }, { ...env, NEW: 'x' }],
  ['unset takes the setting away, not only its value', { operator: 'unset', key: 'POOL' }, { PORT_NAME: env.PORT_NAME, EMPTY: '' }],
  ['empty leaves the setting without a value', { operator: 'empty', key: 'POOL' }, { ...env, POOL: '' }],
  ['garble turns a URL into nonsense', { operator: 'garble', key: 'PORT_NAME' }, { ...env, PORT_NAME: 'mocelpmaxepo' }],
  ['garble gives an empty setting a value', { operator: 'garble', key: 'EMPTY' }, { ...env, EMPTY: 'x' }],
  ['swap exchanges two values', { operator: 'swap', key: 'POOL', other: 'PORT_NAME' }, { ...env, POOL: env.PORT_NAME, PORT_NAME: '5' }],
])('%s', (_, body, expected) => expect(bend(body)).toEqual(expected));

test('a garbled value is never the value that was there', () =>
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.constantFrom('5', '0', 'aa', '1001', 'xxxxxxxxxxxx', 'level')), (value) => {
      expect(bendEnv({ KEY: value }, [fault({ operator: 'garble', key: 'KEY' })]).KEY).not.toBe(value);
    }),
  ));

test('faults work one after another, and other kinds change nothing', () => {
  expect(bend({ operator: 'set', key: 'POOL', value: 'abc' }, { operator: 'garble', key: 'POOL' }).POOL).toBe('cba');
  expect(bendEnv(env, [{ kind: 'file', operator: 'remove', path: 'POOL', summary: '' }])).toEqual(env);
});

test('the release keeps its own settings', () => {
  const own = Object.freeze({ ...env });
  bendEnv(own, [fault({ operator: 'empty', key: 'POOL' }), fault({ operator: 'unset', key: 'EMPTY' })]);
  expect(own).toEqual(env);
});

test.each<[string, Omit<EnvFault, 'kind'>, Record<string, string>, boolean, RegExp]>([
  ['a setting that is gone', { operator: 'unset', key: 'POOL' }, { PATH: '/bin' }, true, /^POOL is not set/],
  ['a setting that somebody gave back', { operator: 'unset', key: 'POOL' }, { POOL: '5' }, false, /^POOL is changed/],
  ['an empty setting', { operator: 'empty', key: 'POOL' }, { POOL: '' }, true, /^POOL is empty/],
  ['a changed setting', { operator: 'set', key: 'POOL', value: '9' }, { POOL: '9' }, true, /^POOL is changed/],
  ['a swap of which one half did not arrive', { operator: 'swap', key: 'POOL', other: 'PORT_NAME' }, { POOL: env.PORT_NAME, PORT_NAME: 'other' }, false, /^POOL and PORT_NAME/],
])('evidence tells %s', (_, body, real, live, sentence) => {
  const [evidence] = seenEnv(bend(body), givenSettings(SMALL_RELEASE, real, undefined), [fault(body)]);
  expect(evidence).toEqual({ live, sentence: expect.stringMatching(sentence) });
});
