import type { OrderRequest } from '../database/shop.js';
import { HttpError } from './http-error.js';

const MAX_QUANTITY = 99;
const MAX_NAME_LENGTH = 100;

/**
 * The order in a posted form with the fields item, quantity and name.
 *
 * @throws HttpError 422 naming every field that will not do
 */
export function readOrderForm(body: unknown): OrderRequest {
  const slug = field(body, 'item');
  const quantity = /^\d{1,3}$/.test(field(body, 'quantity')) ? Number(field(body, 'quantity')) : 0;
  const customerName = field(body, 'name');
  const problems = [
    slug === '' ? 'choose an item' : '',
    quantity < 1 || quantity > MAX_QUANTITY ? `the quantity must be from 1 to ${MAX_QUANTITY}` : '',
    customerName === '' ? 'tell us your name' : '',
    customerName.length > MAX_NAME_LENGTH ? `the name must have at most ${MAX_NAME_LENGTH} characters` : '',
    // PostgreSQL has no such character in a text.
    `${slug}${customerName}`.includes('\0') ? 'some characters cannot be used' : '',
  ].filter((problem) => problem !== '');
  if (problems.length > 0) throw new HttpError(422, `The order cannot be taken: ${problems.join('; ')}.`);
  return { slug, quantity, customerName };
}

function field(body: unknown, name: string): string {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value.trim() : '';
}
