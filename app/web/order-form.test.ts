import fc from 'fast-check';
import { HttpError } from './http-error.js';
import { readOrderForm } from './order-form.js';

const good = { item: 'tea-tin', quantity: '2', name: 'Marit' };

function refusalOf(body: unknown): HttpError | undefined {
  try {
    readOrderForm(body);
    return undefined;
  } catch (error) {
    return error as HttpError;
  }
}

test('a good form becomes an order, without the blanks around its fields', () => {
  expect(readOrderForm({ item: ' tea-tin ', quantity: ' 99 ', name: '\tMarit B. ', other: 'x' })).toEqual({
    slug: 'tea-tin', quantity: 99, customerName: 'Marit B.',
  });
});

test.each([
  [{ item: '' }, 'choose an item'],
  [{ item: ['tea-tin', 'mug'] }, 'choose an item'],
  [{ quantity: '0' }, 'the quantity must be from 1 to 99'],
  [{ quantity: '100' }, 'the quantity must be from 1 to 99'],
  [{ quantity: '-1' }, 'the quantity must be from 1 to 99'],
  [{ quantity: '1.5' }, 'the quantity must be from 1 to 99'],
  [{ quantity: '1e1' }, 'the quantity must be from 1 to 99'],
  [{ quantity: undefined }, 'the quantity must be from 1 to 99'],
  [{ name: '  ' }, 'tell us your name'],
  [{ name: 'x'.repeat(101) }, 'the name must have at most 100 characters'],
  [{ name: 'nul\0' }, 'some characters cannot be used'],
  [{ item: 'tea\0tin' }, 'some characters cannot be used'],
])('%j is refused: %s', (change, problem) => {
  expect(refusalOf({ ...good, ...change })).toMatchObject({ status: 422, message: `The order cannot be taken: ${problem}.` });
});

test.each([undefined, null, 'text', {}])('%j is refused with every field that is missing', (body) => {
  expect(refusalOf(body)).toMatchObject({
    status: 422,
    message: 'The order cannot be taken: choose an item; the quantity must be from 1 to 99; tell us your name.',
  });
});

test('whatever is posted is an order within the bounds, or a refusal', () => {
  const text = fc.oneof(fc.string({ maxLength: 120 }), fc.nat(120).map(String));
  fc.assert(fc.property(fc.record({ item: text, quantity: text, name: text }), (body) => {
    const refusal = refusalOf(body);
    if (refusal !== undefined) return expect(refusal).toBeInstanceOf(HttpError);
    const { slug, quantity, customerName } = readOrderForm(body);
    expect(Number.isInteger(quantity) && quantity >= 1 && quantity <= 99).toBe(true);
    expect([slug, customerName].every((field) => field.length > 0 && !field.includes('\0'))).toBe(true);
    expect(customerName.length).toBeLessThanOrEqual(100);
  }));
});
