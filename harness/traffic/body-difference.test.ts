import fc from 'fast-check';
import { bodyDifference as differenceOf } from './body-difference.js';
import { jsonShape } from './json-shape.js';

const bodyDifference = (control: readonly string[], answer: string): string | undefined => differenceOf(control.map((body) => ({ body })), { body: answer });

const json = (...values: unknown[]): string[] => values.map((value) => JSON.stringify(value));
const order = (id: number, ...items: string[]): unknown => ({ id, by: `user ${id}`, items: items.map((name) => ({ name, price: id })) });

const LISTS = json({ orders: [order(1, 'tea')], at: 1 }, { orders: [order(2, 'tea'), order(3, 'pot')], at: 2 });

describe('of a JSON document that the control gave in two ways', () => {
  test.each<[string, unknown]>([
    ['other values', { orders: [order(7, 'cup')], at: 7 }],
    ['more of the same', { orders: [order(7, 'cup', 'tea'), order(8, 'x'), order(9, 'y')], at: 7 }],
    ['one of several without entries', { orders: [order(7, 'cup'), order(8)], at: 7 }],
    ['fields in another order', { at: 1, orders: [order(7, 'cup')] }],
  ])('%s are no difference', (_, answer) => expect(bodyDifference(LISTS, JSON.stringify(answer))).toBeUndefined());

  test.each<[string, string, string]>([
    ['a list without its entries', '{"orders":[],"at":1}', 'another shape: without orders as list'],
    ['entries without theirs', JSON.stringify({ orders: [order(1)], at: 1 }), 'another shape: without orders[].items as list'],
    ['a field that is missing', JSON.stringify({ orders: [order(1, 'x')] }), 'another shape: without at as number'],
    ['a field without a value', JSON.stringify({ orders: [order(1, 'x')], at: null }), 'another shape: without at as number'],
    ['a field that came', JSON.stringify({ orders: [order(1, 'x')], at: 1, error: 'x' }), 'another shape: with error as string'],
    ['another document', '[]', 'another shape: without all of it as object'],
    ['no JSON', '<html>', 'another shape: the text is of another sort'],
    ['JSON that breaks off', '{"orders":[{"id":1', 'another shape: the text is of another sort'],
    ['nothing', '', 'an empty page'],
  ])('%s is one', (_, answer, difference) => expect(bodyDifference(LISTS, answer)).toBe(difference));

  test('keys that are ids are entries', () => {
    const [one, other] = [{ byId: { a17: { n: 1 } } }, { byId: { a18: { n: 2 }, a19: { n: 3 } } }];
    expect(bodyDifference(json(one, other), JSON.stringify({ byId: { b7: { n: 1 } } }))).toBeUndefined();
    expect(bodyDifference(json(one, other), '{"byId":{}}')).toBe('another shape: without byId.# as object');
  });

  test('a shape that the control was not steady in is not held against a canary', () => {
    expect(bodyDifference(json({ a: [] }, { a: [1] }), '{"b":7}')).toBeUndefined();
    expect(bodyDifference(json({ a: [] }, { a: [1] }), '')).toBe('an empty page');
  });
});

const page = (rows: readonly string[], token = 'x1', heading = 'Orders'): string =>
  `<!DOCTYPE html><html><head><meta name="csrf" content="${token}"></head><body><nav><ul><li>Home</ul></nav><h1>${heading}</h1><ul>${rows.map((row) => `<li><b>${row}</b>`).join('\n')}</ul></body></html>`;

describe('of a page that the control gave with another token each time', () => {
  const control = [page(['Tea 1'], 'a1b2'), page(['Tea 2'], 'f9')];

  test.each<[string, string]>([
    ['a third token', page(['Tea 3'], 'c3')],
    ['a token without a digit', page(['Tea 3'], 'abcdefghijklmnopqrstuvwxyz')],
    ['more rows of the same', page(['Tea 3', 'Tea 4', 'Tea 5'])],
  ])('%s is no difference', (_, answer) => expect(bodyDifference(control, answer)).toBeUndefined());

  test.each<[string, string, string]>([
    ['another heading', page(['Tea 3'], 'c3', 'Sorry'), 'another shape: without Orders'],
    ['no rows', page([]), 'another shape: without b'],
    ['no page', 'Sorry', 'another shape: the text is of another sort'],
  ])('%s is one', (_, answer, difference) => expect(bodyDifference(control, answer)).toBe(difference));
});

describe('of a page that the control gave with other words each time', () => {
  const control = [page(['Tea']), page(['Pot', 'Cup'])];

  test.each<[string, string]>([
    ['other words and more rows', page(['Jug', 'Mug', 'Can', 'Tin'])],
    ['tags in a script or a comment', `${page(['Jug'])}<!-- <table> --><script>'<table>'</script>`],
    ['a row with its end tag, and an element without one', page(['Jug</b></li><li><b>Mug'])],
  ])('%s: no difference', (_, answer) => expect(bodyDifference(control, answer)).toBeUndefined());

  test.each<[string, string, string]>([
    ['no rows', page([]), 'another shape: without html/body/ul/li'],
    ['something more', page(['<i>Jug</i>']), 'another shape: with html/body/ul/li/b/i'],
  ])('%s: a difference', (_, answer, difference) => expect(bodyDifference(control, answer)).toBe(difference));
});

test.each<[string, string[], string, string | undefined]>([
  ['a steady text', ['a', 'a'], 'b', 'another text (1 instead of 1 characters)'],
  ['a text that changes', ['at noon', 'at one'], 'whatever', undefined],
  ['a text that changes, and is gone', ['at noon', 'at one'], '', 'an empty page'],
  ['a text with another number each time', ['boot 17\nready', 'boot a4\nready'], 'boot b12\nready', undefined],
  ['a text with another number each time, and another word', ['boot 17\nready', 'boot a4\nready'], 'boot b12\nno database', 'another shape: without ready'],
  ['a text with another number each time, and a page', ['boot 17', 'boot a4'], '<h1>Sorry</h1>', 'another shape: the text is of another sort'],
  ['one of those that the control gave', ['at noon', '{"a":1}'], 'at noon', undefined],
])('%s', (_, control, answer, difference) => expect(bodyDifference(control, answer)).toBe(difference));

describe('of a document that is longer than what is kept of it', () => {
  const START = `{"at":1,"items":[${'"tea",'.repeat(11_000)}`.slice(0, 65_536);
  const SHAPE = [...jsonShape({ at: 1, items: ['tea'], total: 1 })];
  const long = (...shape: string[]) => ({ body: START, shape });
  const control = [long(...SHAPE), { ...long(...SHAPE), body: START.replace('1', '2') }];

  test.each<[string, Parameters<typeof differenceOf>[1], string | undefined]>([
    ['one like it', { ...control[0], body: START.replace('1', '3') }, undefined],
    ['a short one like it', { body: '{"at":3,"items":["pot"],"total":1}' }, undefined],
    ['a short one without its entries', { body: '{"at":3,"items":[],"total":1}' }, 'another shape: without items as list'],
    ['one whose end is missing', long(...SHAPE.filter((each) => !each.startsWith('total'))), 'another shape: without total as number'],
    ['one that is too long to be looked at', { body: START.replace('1', '3') }, undefined],
    ['no JSON', { body: 'Sorry' }, 'another shape: the text is of another sort'],
    ['nothing', { body: '' }, 'an empty page'],
  ])('%s', (_, answer, difference) => expect(differenceOf(control, answer)).toBe(difference));

  test('another end is told where the control is steady', () => {
    const steady = [long('at as number', 'total as number'), long('at as number', 'total as number')];
    expect(differenceOf(steady, long('at as number', 'total as null'))).toBe('another shape: without total as number');
    expect(differenceOf(steady, steady[0] as { body: string })).toBeUndefined();
  });
});

const key = fc.constantFrom('a', 'b', 'c', 'name');
const { value: document } = fc.letrec<{ value: unknown; object: object; list: unknown[] }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, fc.integer(), fc.string(), fc.boolean(), fc.constant(null), tie('object'), tie('list')),
  object: fc.dictionary(key, tie('value')),
  list: fc.array(tie('value'), { maxLength: 3 }),
}));

/** The same document with other numbers and words. */
function reworded(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return `${value}!`;
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? value.map(reworded) : Object.fromEntries(Object.entries(value).map(([name, field]) => [name, reworded(field)]));
}

test('a JSON document has the shape of itself with other numbers and words, and of a list of it any number of times', () => {
  fc.assert(fc.property(document, fc.integer({ min: 1, max: 4 }), (value, times) => {
    expect(jsonShape(reworded(value))).toEqual(jsonShape(value));
    expect(jsonShape(Array.from({ length: times }, () => reworded(value)))).toEqual(jsonShape([value]));
  }));
});

test('emptying a list changes the shape of a JSON document, and so does leaving out a field', () => {
  fc.assert(fc.property(fc.array(document, { minLength: 1 }), document, (list, other) => {
    expect(jsonShape({ list: [], other })).not.toEqual(jsonShape({ list, other }));
    expect(jsonShape({ other })).not.toEqual(jsonShape({ list, other }));
  }));
});
