import { userRequests } from './user-requests.js';

const step = (settings: object) => userRequests({ journeys: [{ name: 'order', steps: [{ path: '/orders', ...settings }] }] })[0];

test('the page / is asked where nothing is described', () => {
  expect(userRequests({})).toEqual([{ name: '/', method: 'GET', path: '/', headers: {} }]);
});

test('pages are asked for as they are described, under names of their own', () => {
  expect(userRequests({ pages: ['/a', { path: '/b', name: 'front', status: 404, text: 'Gone' }, '/a'] })).toEqual([
    { name: '/a', method: 'GET', path: '/a', headers: {} },
    { name: 'front', method: 'GET', path: '/b', headers: {}, expect: { status: 404, text: 'Gone' } },
    { name: '/a (2)', method: 'GET', path: '/a', headers: {} },
  ]);
});

test('journeys alone leave the page / out, and keep their steps together', () => {
  const requests = userRequests({ journeys: [{ name: 'buy', steps: [{ path: '/cart' }, { path: '/orders', form: { item: 'a b', count: 2 } }] }] });
  expect(requests).toEqual([
    { name: 'buy: GET /cart', method: 'GET', path: '/cart', headers: {}, journey: 'buy' },
    { name: 'buy: POST /orders', method: 'POST', path: '/orders', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'item=a+b&count=2', journey: 'buy' },
  ]);
});

test.each([
  ['json', { json: { a: [1] } }, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":[1]}' }],
  ['json that is null', { json: null }, { method: 'POST', body: 'null' }],
  ['a type of its own', { json: 1, headers: { 'Content-Type': 'application/vnd.a+json' } }, { headers: { 'content-type': 'application/vnd.a+json' } }],
  ['a body', { body: 'x', method: 'PUT' as const }, { method: 'PUT', headers: {}, body: 'x' }],
  ['a method without a body', { method: 'DELETE' as const }, { method: 'DELETE' }],
  ['what is expected', { expect: { status: 201 } }, { method: 'GET', expect: { status: 201 } }],
])('a step with %s', (_, settings, request) => expect(step(settings)).toMatchObject(request));

test.each([
  ['a GET with a body', () => step({ method: 'GET', body: 'x' }), 'journeys[0].steps[0]: expected a GET to send nothing'],
  ['two bodies', () => step({ json: 1, form: {} }), 'journeys[0].steps[0]: expected one of body, json and form'],
  ['no request at all', () => userRequests({ pages: [] }), 'pages: expected a path at least'],
  ['journeys of one name', () => userRequests({ journeys: [1, 2].map(() => ({ name: 'a', steps: [{ path: '/' }] })) }), 'found "a" twice'],
])('refuses %s', (_, asking, message) => expect(asking).toThrow(message));
