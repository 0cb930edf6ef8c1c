import { formTree } from './form-tree.js';

const leaf = (text: string): object => ({ text });

test('names branch at their dots, and the last of equal ones wins', () => {
  expect(formTree([['a.b', '1'], ['a.c', '2'], ['d', '3'], ['a.b', '4']])).toEqual({
    children: new Map([['a', { children: new Map([['b', leaf('4')], ['c', leaf('2')]]) }], ['d', leaf('3')]]),
  });
});

test('a name can have a text and children', () => {
  expect(formTree([['a', '1'], ['a.b', '2']])).toEqual({ children: new Map([['a', { text: '1', children: new Map([['b', leaf('2')]]) }]]) });
});

test('empty steps and names of objects are steps like any other', () => {
  expect(formTree([['', '1'], ['.', '2'], ['__proto__', '3']])).toEqual({
    children: new Map<string, object>([['', { text: '1', children: new Map([['', leaf('2')]]) }], ['__proto__', leaf('3')]]),
  });
});

test('what is nested deeper than any input is left out', () => {
  const deep = (steps: number): string => Array<string>(steps).fill('a').join('.');
  expect(formTree([[deep(33), '1']])).toEqual({});
  expect(formTree([[deep(32), '1']]).children?.size).toBe(1);
});
