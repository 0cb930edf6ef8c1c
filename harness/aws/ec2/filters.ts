import { QueryError } from '../wire/query-error.js';
import { matchesWildcards } from './wildcards.js';

/** A filter as requests have it. */
export interface GivenFilter {
  readonly Name?: string | undefined;
  readonly Values?: readonly string[] | undefined;
}

type Value = string | number | boolean | undefined;

/** Filters that an operation takes: what each name stands for in one of the things that are asked for. */
export type FilterNames<T> = Readonly<Record<string, (of: T) => Value | readonly Value[]>>;

/** Tags of one of the things; left out where they have none. */
export type TagsOf<T> = (of: T) => ReadonlyMap<string, string>;

/**
 * What passes all filters: each by one of its values, letter by letter, where `*` stands for any text and `?` for one
 * character unless a backslash is before them. `tag:<key>`, `tag-key` and `tag-value` are names wherever there are tags. Pure.
 * AWS: Filter of the EC2 API; "List and filter your resources".
 * @throws QueryError InvalidParameterValue for a name that the operation does not take.
 */
export function filtered<T>(all: readonly T[], filters: readonly GivenFilter[] | undefined, names: FilterNames<T>, tagsOf?: TagsOf<T>): T[] {
  const tests = (filters ?? []).map((filter) => testOf(filter, names, tagsOf));
  return all.filter((one) => tests.every((passes) => passes(one)));
}

function testOf<T>({ Name: name, Values: values = [] }: GivenFilter, names: FilterNames<T>, tagsOf: TagsOf<T> | undefined): (one: T) => boolean {
  const read = readerOf(name, names, tagsOf);
  if (!read) throw new QueryError('InvalidParameterValue', `The filter '${name || 'null'}' is invalid`);
  if (values.length === 0) throw new QueryError('InvalidParameterValue', `The filter '${name}' must have at least one value`);
  return (one) => [read(one)].flat().some((value) => value !== undefined && values.some((pattern) => matchesWildcards(String(value), pattern)));
}

function readerOf<T>(name: string | undefined, names: FilterNames<T>, tagsOf: TagsOf<T> | undefined): FilterNames<T>[string] | undefined {
  if (!name) return undefined;
  if (Object.hasOwn(names, name)) return names[name];
  if (!tagsOf) return undefined;
  if (name === 'tag-key') return (of) => [...tagsOf(of).keys()];
  if (name === 'tag-value') return (of) => [...tagsOf(of).values()];
  return name.startsWith('tag:') ? (of) => tagsOf(of).get(name.slice('tag:'.length)) : undefined;
}
