import { bodiesOf } from './bodies-of.js';

test('has each body that is named anywhere, once, and no other', () => {
  const value = { rollout: { probes: [{ body: 'a1' }, { body: 'a1' }] }, answers: { control: 'b2' }, users: [null, { body: 'unknown', status: 200 }] };
  expect(bodiesOf(value, { a1: 'ok', b2: '', c3: 'of another scenario' })).toEqual({ a1: 'ok', b2: '' });
});
