import { ConfigError } from '../model/errors.js';
import { reporterOptions, reportersByKind } from './reporter-options.js';

test('nothing said is not the same as none', () => expect(reporterOptions('run', undefined)).toBeUndefined());

test('formats are named in a list, in several options, and with files', () => {
  expect(reporterOptions('run', ['junit, markdown=out/a=b.md', 'github'])).toEqual([{ name: 'junit' }, { name: 'markdown', path: 'out/a=b.md' }, { name: 'github' }]);
  expect(reporterOptions('audit', ['mutation'])).toEqual([{ name: 'mutation' }]);
});

test.each<['run' | 'audit' | 'report', string, string]>([
  ['run', 'xml', '--reporter of run: expected html, json, junit, markdown or github, found "xml"'],
  ['run', 'mutation', '--reporter of run: expected html, json, junit, markdown or github, found "mutation"'],
  ['audit', 'junit,', '--reporter of audit: expected html, json, junit, markdown, github or mutation, found ""'],
  ['report', 'xml', '--reporter of report: expected html, json, junit, markdown, github or mutation, found "xml"'],
  ['run', 'toString', 'found "toString"'],
  ['run', 'junit=', '--reporter junit: expected a file after "=", found none'],
  ['run', 'junit,junit=a.xml', '--reporter: expected each format once, found junit twice'],
])('of a %s "%s" is refused with what would do', (kind, given, message) => {
  expect(() => reporterOptions(kind, [given])).toThrow(ConfigError);
  expect(() => reporterOptions(kind, [given])).toThrow(message);
});

describe('what a command that makes both is asked for', () => {
  const [junit, mutation, named] = [{ name: 'junit' }, { name: 'mutation' }, { name: 'junit', path: 'a.xml' }] as const;

  test('is made of what there is a format of', () => {
    expect([...reportersByKind(['run', 'audit'], [junit, mutation])]).toEqual([['run', [junit]], ['audit', [junit, mutation]]]);
    expect([...reportersByKind(['run', 'audit'], undefined)]).toEqual([['run', undefined], ['audit', undefined]]);
    expect([...reportersByKind(['audit'], [named])]).toEqual([['audit', [named]]]);
  });

  test('is refused where there is nothing to make it of, and where two would go to one file', () => {
    expect(() => reportersByKind(['run'], [mutation])).toThrow('--reporter mutation: expected what it is made of, an audit.json, found none; name one');
    expect(() => reportersByKind(['run', 'audit'], [named])).toThrow('--reporter junit=a.xml: expected a run or an audit to make it of, found both');
  });
});
