import type { RequestFault } from '../model/fault.js';
import { shapeAnswer, type AppAnswer, type ShapedAnswer } from './answer-shape.js';
import { gateFaults } from './gate-faults.js';

const ok: AppAnswer = { status: 200, reason: 'OK', rawHeaders: ['X-App', 'content-length', 'Content-Length', '2', 'Connection', 'keep-alive'] };
const shape = (answer: AppAnswer, ...faults: Omit<RequestFault, 'kind'>[]): ShapedAnswer =>
  shapeAnswer(answer, gateFaults(faults.map((fault) => ({ kind: 'request', ...fault }))));

test('an answer that nothing reshapes stays as it is', () => {
  expect(shape(ok)).toEqual({ ...ok, withBody: true, delay: 0, bent: false });
});

test.each<[string, AppAnswer, Omit<RequestFault, 'kind'>, Partial<ShapedAnswer>]>([
  ['a 200 becomes a 204 without body or length', ok, { operator: 'no-content' }, { status: 204, reason: 'No Content', withBody: false, bent: true, rawHeaders: ['X-App', 'content-length', 'Connection', 'keep-alive'] }],
  ['another status than 200 keeps its content', { ...ok, status: 503 }, { operator: 'no-content' }, { status: 503, withBody: true, bent: false }],
  ['a replaced status keeps headers and body', ok, { operator: 'status', status: 503 }, { status: 503, reason: 'Service Unavailable', withBody: true, bent: true, rawHeaders: ok.rawHeaders }],
  ['the same status is no change', ok, { operator: 'status', status: 200 }, { reason: 'OK', bent: false }],
  ['an unframed body ends with the connection', ok, { operator: 'missing-length' }, { bent: true, rawHeaders: ['X-App', 'content-length', 'Connection', 'close'] }],
  ['a body that is unframed already is no change', { ...ok, rawHeaders: ['X', 'y'] }, { operator: 'missing-length' }, { bent: false, rawHeaders: ['X', 'y'] }],
  ['a slow answer is otherwise the same', ok, { operator: 'slow-answer', seconds: 1.5 }, { delay: 1.5, bent: true, status: 200, rawHeaders: ok.rawHeaders }],
])('%s', (_, answer, fault, expected) => expect(shape(answer, fault)).toMatchObject(expected));

test('each fault works on what the one before has left', () => {
  const shaped = shape(ok, { operator: 'slow-answer', seconds: 1 }, { operator: 'status', status: 500 }, { operator: 'no-content' }, { operator: 'slow-answer', seconds: 2 });
  expect(shaped).toMatchObject({ status: 500, delay: 3, withBody: true });
});
