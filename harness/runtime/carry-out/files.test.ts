import type { Fault } from '../../model/fault.js';
import { planFiles } from './files.js';

test('file and page faults become edits in their order; other faults need none', () => {
  const faults: Fault[] = [
    { kind: 'file', operator: 'remove', path: 'a.json', summary: '' },
    { kind: 'env', operator: 'unset', key: 'b.json', summary: '' },
    { kind: 'file', operator: 'replace', path: 'c.json', content: '{}', summary: '' },
    { kind: 'page', operator: 'remove', path: 'views/d.ejs', edit: null, summary: '' },
    { kind: 'page', operator: 'throw', path: 'views/e.ejs', edit: { mode: 'prepend', text: '<% throw 1 %>' }, summary: '' },
  ];
  expect(planFiles(faults)).toEqual([
    { path: 'a.json', mode: 'remove', text: '' },
    { path: 'c.json', mode: 'replace', text: '{}' },
    { path: 'views/d.ejs', mode: 'remove', text: '' },
    { path: 'views/e.ejs', mode: 'prepend', text: '<% throw 1 %>' },
  ]);
});

test('a file is replaced by nothing when its new content is empty', () => {
  expect(planFiles([{ kind: 'file', operator: 'replace', path: 'a', content: '', summary: '' }])).toEqual([{ path: 'a', mode: 'replace', text: '' }]);
});

test('what a broken file begins with is read by no parser', () => {
  const [edit] = planFiles([{ kind: 'file', operator: 'break', path: 'a.js', summary: '' }]);
  const text = `${edit?.text}{"a": 1}`;
  expect(edit?.mode).toBe('prepend');
  expect(() => JSON.parse(text)).toThrow(SyntaxError);
  expect(() => new Function(text)).toThrow(SyntaxError);
});
