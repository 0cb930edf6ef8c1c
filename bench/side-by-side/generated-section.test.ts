import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withSection } from './generated-section.js';

const TEXT = 'before\n<!-- generated: a -->\nold\n<!-- end of a -->\nafter';

test('what stands between the marks is replaced, and nothing else', () => {
  expect(withSection(TEXT, 'a', 'new\n')).toBe('before\n<!-- generated: a -->\n\nnew\n\n<!-- end of a -->\nafter');
});

test('twice is as once', () => {
  const once = withSection(TEXT, 'a', 'new $& $1');
  expect(withSection(once, 'a', 'new $& $1')).toBe(once);
});

test.each([['no marks', 'text'], ['one mark', '<!-- generated: a -->'], ['marks in the wrong order', '<!-- end of a --><!-- generated: a -->']])('%s are an error', (_, text) => {
  expect(() => withSection(text, 'a', 'new')).toThrow('expected the marks "<!-- generated: a -->" and "<!-- end of a -->"');
});

test.each(['operations', 'answers'])('the page has a place for the %s', (name) => {
  const page = readFileSync(join(__dirname, '../../docs/aws-coverage.md'), 'utf8');
  expect(withSection(page, name, 'a table')).toContain('a table');
});
