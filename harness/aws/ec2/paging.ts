import { pageOf } from '../page.js';
import { QueryError } from '../wire/query-error.js';

export interface PagedRequest {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

/** Items of a page that an answer may have; AWS's own limits differ between operations. */
export interface PageRange {
  readonly least: number;
  readonly most: number;
}

/** AWS: MaxResults of most operations. */
const RANGE: PageRange = { least: 5, most: 1000 };

/**
 * The page that a Describe operation was asked for, and the token of the next one for its answer.
 * @throws QueryError InvalidParameterValue for a size out of range, InvalidNextToken for a token that is none of ours.
 */
export function paged<T>(all: readonly T[], { NextToken: token, MaxResults: size }: PagedRequest, { least, most }: PageRange = RANGE): { readonly items: readonly T[]; readonly NextToken?: string } {
  if (size !== undefined && (size < least || size > most)) {
    throw new QueryError('InvalidParameterValue', `Value ( ${size} ) for parameter maxResults is invalid. Expecting a value between ${least} and ${most}.`);
  }
  const { items, next } = pageOf(all, token, size ?? most, () => new QueryError('InvalidNextToken', `The token '${token}' is invalid`));
  return next === undefined ? { items } : { items, NextToken: next };
}
