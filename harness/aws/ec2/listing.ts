import type { Ec2Service } from './ec2-service.js';
import { filtered, type FilterNames, type GivenFilter } from './filters.js';
import { chosen, type ResourceKind } from './ids.js';
import { paged, type PagedRequest } from './paging.js';

/** Resources of which each has an id, and its tags under that id. */
export interface Listing<T> {
  readonly kind: ResourceKind;
  readonly all: readonly T[];
  idOf(one: T): string;
  readonly filters: FilterNames<T>;
}

/**
 * What a Describe operation answers of such resources: those of the ids, all of them without any, that pass the filters,
 * and of these the page that was asked for.
 * @throws AWS's errors for ids, filters, a size or a token that will not do
 */
export function listed<T>(
  { tags }: Ec2Service,
  { kind, all, idOf, filters }: Listing<T>,
  ids: readonly string[] | undefined,
  { Filters, ...page }: PagedRequest & { readonly Filters?: readonly GivenFilter[] | undefined },
): ReturnType<typeof paged<T>> {
  return paged(filtered(chosen(kind, ids, all, idOf), Filters, filters, (one) => tags.of(idOf(one))), page);
}
