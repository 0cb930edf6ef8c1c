/** One word of a search: `why:timeout`, `@database`, `!s:failed`, or free text. */
export interface Token {
  /** Lower case; `@` for a family or area; left out: free text. */
  readonly key?: string;
  readonly value: string;
  readonly not: boolean;
}

/** What can be found of a thing: values by key, in lower case, and all of its text. */
export interface Searchable {
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly text: string;
}

const TOKEN = /(!?)(?:(@)|([a-z]+):)?(?:"([^"]*)"?|([^\s"]+))/giu;

/** The tokens of what was typed, which may be half of what it will be. Pure. */
export function tokensOf(search: string): Token[] {
  return [...search.matchAll(TOKEN)].flatMap(([, not, at, key, quoted, plain]) => {
    const value = quoted ?? plain ?? '';
    const name = at ?? key?.toLowerCase();
    return value === '' ? [] : [{ ...(name === undefined ? {} : { key: name }), value, not: not === '!' }];
  });
}

/** A token as it is typed. Pure; a value cannot have quotes. */
export function tokenText({ key, value, not }: Token): string {
  const head = key === undefined ? '' : key === '@' ? '@' : `${key}:`;
  const bare = /^[^\s"!@:]+$/u.test(value);
  return `${not ? '!' : ''}${head}${bare ? value : `"${value.replaceAll('"', '')}"`}`;
}

/**
 * Whether a thing is searched for: by one of the values of each key, by every free word, and by none that is excluded. Pure.
 */
export function matcherOf(search: string): (thing: Searchable) => boolean {
  const tokens = tokensOf(search);
  const excluded = tokens.filter(({ not }) => not);
  const wanted = tokens.filter(({ not }) => !not);
  const keys = [...new Set(wanted.flatMap(({ key }) => key ?? []))];
  return (thing) =>
    !excluded.some((token) => has(thing, token)) &&
    keys.every((key) => wanted.some((token) => token.key === key && has(thing, token))) &&
    wanted.every((token) => token.key !== undefined || has(thing, token));
}

function has({ fields, text }: Searchable, { key, value }: Token): boolean {
  const wanted = value.toLowerCase();
  if (key === undefined) return text.includes(wanted);
  // What a thing does not have under that key it may say in words, as `http://`.
  if (!Object.hasOwn(fields, key)) return text.includes(`${key}:${wanted}`);
  return (fields[key] ?? []).some((field) => field.includes(wanted));
}

const same = (a: Token, b: Token): boolean => a.key === b.key && a.not === b.not && a.value.toLowerCase() === b.value.toLowerCase();

/** Whether a search has all of these tokens. Pure. */
export const searchHas = (search: string, wanted: readonly Token[]): boolean => wanted.every((token) => tokensOf(search).some((own) => same(own, token)));

/** The search without these tokens where it has them all, else with them in the place of others of their keys. Pure. */
export function toggled(search: string, wanted: readonly Token[]): string {
  const others = tokensOf(search).filter(({ key }) => key === undefined || !wanted.some((token) => token.key === key));
  const tokens = searchHas(search, wanted) ? others : [...others, ...wanted];
  return tokens.map(tokenText).join(' ');
}

/** A token by its key and value. Pure. */
export const tokenOf = (key: string, value: string): Token => ({ key, value, not: false });
