import { pageOf } from '../page.js';
import type { AutoScalingService } from './auto-scaling-service.js';
import { invalid } from './invalid.js';

interface PagedRequest {
  readonly NextToken?: string | undefined;
  readonly MaxRecords?: number | undefined;
}

/**
 * The page that a request asks for. AWS: MaxRecords and NextToken of each operation.
 * @param standard items of a page when the request does not say
 * @throws ValidationError for a size out of range, InvalidNextToken for a token that is none of ours.
 */
export function paged<T>(
  { sdk }: AutoScalingService,
  all: readonly T[],
  { NextToken: token, MaxRecords: size }: PagedRequest,
  { standard = 50, most = 100 }: { readonly standard?: number; readonly most?: number } = {},
): { readonly items: readonly T[]; readonly NextToken?: string } {
  if (size !== undefined && (size < 1 || size > most)) throw invalid(`MaxRecords must be between 1 and ${most}, found ${size}`);
  const { items, next } = pageOf(all, token, size ?? standard, () => new sdk.InvalidNextToken({ message: `The token '${token}' is invalid`, $metadata: {} }));
  return next === undefined ? { items } : { items, NextToken: next };
}
