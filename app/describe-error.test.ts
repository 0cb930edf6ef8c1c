import { codeOf, describeError } from './describe-error.js';

const coded = (message: string, code: unknown): Error => Object.assign(new Error(message), { code });

test.each([
  [new Error('plain'), 'plain'],
  [new RangeError(), 'RangeError'],
  [coded('relation "x" does not exist', '42P01'), 'relation "x" does not exist (42P01)'],
  [coded('connect ECONNREFUSED 127.0.0.1:1', 'ECONNREFUSED'), 'connect ECONNREFUSED 127.0.0.1:1'],
  [coded('numbered', 5), 'numbered'],
  [new Error('first \n\n  second\n'), 'first second'],
  [new AggregateError([coded('one', 'E1'), 'two']), 'one (E1); two'],
  [new AggregateError([new Error('one')], 'with a text'), 'with a text'],
  ['a text', 'a text'],
  [undefined, 'undefined'],
])('%p is described as %j', (error, text) => expect(describeError(error)).toBe(text));

test.each([[coded('x', 'E1'), 'E1'], [coded('x', 5), undefined], [new Error('x'), undefined], [{ code: 'E1' }, undefined]])(
  'the code of %p is %j',
  (error, code) => expect(codeOf(error)).toBe(code),
);
