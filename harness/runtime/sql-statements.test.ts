import { statementsOf } from './sql-statements.js';

test.each([
  ['one line', 'a; b;', ['a', 'b']],
  ['a last one without an end', 'a;\nb', ['a', 'b']],
  ['nothing', ' ;\n; ', []],
  ['a string', "a 'x;\n'; b", ["a 'x;\n'", 'b']],
  ['a string with a quote', "a 'it''s;'; b", ["a 'it''s;'", 'b']],
  ['a string that ends with a backslash', "a '\\'; b", ["a '\\'", 'b']],
  ['a string with escapes', "a e'\\';'';\\\\'; b", ["a e'\\';'';\\\\'", 'b']],
  ['a quoted name', 'a "x;""y;"; b', ['a "x;""y;"', 'b']],
  ['a body between dollars', 'a $$ x; y; $$; b', ['a $$ x; y; $$', 'b']],
  ['a body between named dollars', 'a $one$ $$; $two$; $one$; b', ['a $one$ $$; $two$; $one$', 'b']],
  ['parameters and names with dollars', 'a $1; b$$; c$$', ['a $1', 'b$$', 'c$$']],
  ['a quote in a comment', "a -- it's;\n; b", ["a -- it's;", 'b']],
  ['comments in each other', 'a /* ; /* ; */ ; */; b', ['a /* ; /* ; */ ; */', 'b']],
  ['parentheses', 'a (x; y); b', ['a (x; y)', 'b']],
  ['a body written as SQL', 'a begin\n atomic x; case y end; end; begin; c; end', ['a begin\n atomic x; case y end; end', 'begin', 'c', 'end']],
  ['what is never closed', "a; b 'x; c", ['a', "b 'x; c"]],
  ['a body that is never closed', 'a; b $$x; c', ['a', 'b $$x; c']],
])('text is split as Postgres reads it: %s', (_what, sql, statements) => {
  expect(statementsOf(sql)).toEqual(statements);
});

test('a long string is read as fast as a short one', () => {
  const text = `${'it\\'.repeat(200_000)};`;
  expect(statementsOf(`a '${text}'; b E'${'\\\\;'.repeat(200_000)}'; c`)).toHaveLength(3);
});
