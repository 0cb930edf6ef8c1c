import { ConfigError } from '../model/errors.js';
import { reporterOptions } from './reporter-options.js';

test('nothing said is not the same as none', () => expect(reporterOptions('run', undefined)).toBeUndefined());

test('formats are named in a list, in several options, and with files', () => {
  expect(reporterOptions('run', ['junit, markdown=out/a=b.md', 'github'])).toEqual([{ name: 'junit' }, { name: 'markdown', path: 'out/a=b.md' }, { name: 'github' }]);
  expect(reporterOptions('audit', ['mutation'])).toEqual([{ name: 'mutation' }]);
});

test.each<['run' | 'audit', string, string]>([
  ['run', 'xml', '--reporter of run: expected html, json, junit, markdown or github, found "xml"'],
  ['run', 'mutation', '--reporter of run: expected html, json, junit, markdown or github, found "mutation"'],
  ['audit', 'junit,', '--reporter of audit: expected html, json, junit, markdown, github or mutation, found ""'],
  ['run', 'toString', 'found "toString"'],
  ['run', 'junit=', '--reporter junit: expected a file after "=", found none'],
  ['run', 'junit,junit=a.xml', '--reporter: expected each format once, found junit twice'],
])('of a %s "%s" is refused with what would do', (kind, given, message) => {
  expect(() => reporterOptions(kind, [given])).toThrow(ConfigError);
  expect(() => reporterOptions(kind, [given])).toThrow(message);
});
