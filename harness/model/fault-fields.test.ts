import { ConfigError } from './errors.js';
import { checkFaultFields } from './fault-fields.js';

const DOWN = { kind: 'database', operator: 'down', onset: 'boot', summary: 'the database is down' };

test.each<[string, unknown]>([
  ['a fault', DOWN],
  ['an onset in seconds', { ...DOWN, onset: { seconds: 3 }, lasts: 2.5 }],
  ['an onset from a moment of the rollout', { ...DOWN, onset: { after: 'accepted', seconds: 3 } }],
  ['what is left out, or said to be', { kind: 'process', operator: 'stop', seconds: undefined, summary: 'stopped' }],
  ['a page that is removed', { kind: 'page', operator: 'remove', path: 'a.ejs', edit: null, summary: 'gone' }],
])('%s is fit', (_, fault) => expect(() => checkFaultFields(fault)).not.toThrow());

test.each<[string, unknown, string]>([
  ['no fault', undefined, 'expected a fault of "fault", such as fault.database.down(), found none'],
  ['a builder that was not called', () => DOWN, 'expected a fault, found a function; call it, as in fault.database.down()'],
  ['a word', 'database', 'found a text'],
  ['another kind', { ...DOWN, kind: 'toString' }, 'expected a fault of "fault"'],
  ['no summary', { kind: 'request', operator: 'asked-otherwise', form: {} }, 'fault request.asked-otherwise: expected a summary, a text that says in reports what is wrong, found none'],
  ['an empty summary', { ...DOWN, summary: ' ' }, 'found an empty text'],
  ['no form', { kind: 'request', operator: 'asked-otherwise', summary: 'x' }, 'expected form to be a form such as { headers: {} }, found none'],
  ['a number for a setting', { kind: 'env', operator: 'set', key: 'PORT', value: 3000, summary: 'x' }, 'fault env.set: expected value to be a text, found 3000'],
  ['no value for a setting', { kind: 'env', operator: 'set', key: 'PORT', summary: 'x' }, 'fault env.set: expected value to be a text, found none'],
  ['no setting', { kind: 'env', operator: 'unset', summary: 'x' }, 'expected key to be a text, found none'],
  ['no latency', { ...DOWN, operator: 'slow' }, 'fault database.slow: expected latencyMs to be a number from 0, found none'],
  ['a time in words', { ...DOWN, lasts: '5s' }, 'fault database.down: expected lasts to be a number from 0, found a text'],
  ['a time that is none', { ...DOWN, lasts: Number.NaN }, 'found NaN'],
  ['another moment', { ...DOWN, onset: 'lisening' }, "expected onset to be 'boot', 'listening', 'passing', { seconds: n } or"],
  ['another moment of the rollout', { ...DOWN, onset: { after: 'end', seconds: 1 } }, 'expected onset to be'],
])('%s is refused, with what was expected', (_, fault, message) => {
  expect(() => checkFaultFields(fault)).toThrow(ConfigError);
  expect(() => checkFaultFields(fault)).toThrow(message);
});

test('a value that may be a secret is not told', () => {
  expect(() => checkFaultFields({ ...DOWN, lasts: 'k-123456' })).toThrow(/^(?!.*k-123456)/);
});
