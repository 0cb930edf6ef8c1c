import type { UserRequest } from '../../harness/model/release.js';
import { LoadTally, type LoadAnswer } from './load-tally.js';

const FRONT: UserRequest = { name: 'front page', method: 'GET', path: '/', headers: {} };
const ITEM: UserRequest = { name: 'item page', method: 'GET', path: '/item', headers: {} };
const ORDER: UserRequest = { name: 'order', method: 'POST', path: '/orders', headers: {}, body: 'item=1' };

const shown = (text: string): LoadAnswer => ({ status: 200, body: Buffer.from(text) });
const led = (location: string): LoadAnswer => ({ status: 303, location, body: Buffer.alloc(0) });

const countOf = (...asked: [UserRequest, LoadAnswer][]) => {
  const tally = new LoadTally();
  asked.forEach(([request, answer], turn) => tally.note(turn, request, answer, turn + 1));
  return tally.count();
};

test('right answers are counted, with their times, and no error', () => {
  const count = countOf([FRONT, shown('front')], [ITEM, shown('item')], [ORDER, led('/orders/1')], [FRONT, shown('front')], [ORDER, led('/orders/2')]);
  expect(count).toEqual({ asked: 5, errors: 0, written: 2, places: 2, median: 3, slowest: 5, kinds: [] });
});

test.each<[string, UserRequest, LoadAnswer, string]>([
  ['a page of the balancer', FRONT, { status: 503, body: Buffer.alloc(0) }, 'front page: status 503'],
  ['a page that leads elsewhere', FRONT, led('/elsewhere'), 'front page: status 303'],
  ['no whole answer', ITEM, { error: 'ECONNRESET' }, 'item page: ECONNRESET'],
  ['a write that shows a page', ORDER, shown('the form again'), 'order: status 200'],
  ['a write that leads nowhere', ORDER, { status: 303, body: Buffer.alloc(0) }, 'order: led nowhere'],
])('%s is an error, told with the first request that had it', (_, request, answer, what) => {
  const count = countOf([FRONT, shown('front')], [request, answer], [request, answer]);
  expect(count.errors).toBe(2);
  expect(count.kinds).toEqual([{ what, times: 2, firstAt: 1 }]);
});

test('a page that is not the one of before is an error, and two pages need not be alike', () => {
  const count = countOf([FRONT, shown('front')], [ITEM, shown('item')], [FRONT, shown('fro')], [ITEM, shown('item')]);
  expect(count.kinds).toEqual([{ what: 'front page: another page than at first', times: 1, firstAt: 2 }]);
});

test('a write that was not seen to succeed is not counted as written', () => {
  expect(countOf([ORDER, { error: 'ECONNRESET' }], [ORDER, { status: 502, body: Buffer.alloc(0) }])).toMatchObject({ written: 0, places: 0, errors: 2 });
});

test('two writes that led to the same place are one place', () => {
  expect(countOf([ORDER, led('/orders/1')], [ORDER, led('/orders/1')])).toMatchObject({ written: 2, places: 1, errors: 0 });
});
