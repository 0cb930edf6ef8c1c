import { readOf } from './store-read.js';

const waitOf = (text: string): number | string => {
  const read = readOf('GET', `/v1/kv/a?index=7&wait=${encodeURIComponent(text)}`);
  return 'status' in read ? read.text : (read.blocking?.seconds ?? 'does not wait');
};

test.each<[string, number | string]>([
  ['', 300], ['5s', 5], ['1m30s', 90], ['1.5m', 90], ['.5s', 0.5], ['250ms', 0.25], ['100us', 0.0001], ['10m', 600],
  // Bounds of a wait: nothing is as if none were asked for, and 10 minutes is the longest.
  ['0', 300], ['0s', 300], ['-5s', 300], ['11m', 600], ['2h', 600],
  ['5', 'Invalid wait time'], ['s', 'Invalid wait time'], ['5 s', 'Invalid wait time'], ['5d', 'Invalid wait time'], ['five', 'Invalid wait time'],
])('a wait of "%s" is %s', (text, expected) => {
  const wait = waitOf(text);
  expect(typeof wait === 'number' ? Math.round(wait * 1e6) / 1e6 : wait).toBe(expected);
});

test('a read of the whole state does not wait', () => {
  for (const query of ['', '?index=0', '?index=', '?wait=5s']) expect(readOf('GET', `/v1/kv/a${query}`)).not.toHaveProperty('blocking');
});

test('a key is decoded once, and a plus in it is a plus', () => {
  expect(readOf('GET', '/v1/kv/shop%2FSECRET%20KEY%3F+%2525?raw')).toMatchObject({ kind: 'key', key: 'shop/SECRET KEY?+%25', raw: true });
});
