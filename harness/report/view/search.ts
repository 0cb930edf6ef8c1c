/** One word of a search: `why:timeout`, `@database`, `!s:failed`, `op:=drop-table`, or free text. */
export interface Token {
  /** Lower case; `@` for a family or area; left out: free text. */
  readonly key?: string;
  readonly value: string;
  readonly not: boolean;
  /** Whether a value must be this and no more; only of a token with a key. */
  readonly exact?: true;
}

/** What can be found of a thing: values by key, in lower case, and all of its text. */
export interface Searchable {
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly text: string;
}

const TOKEN = /(!?)(?:(?:(@)|([a-z]+):)(=?))?(?:"((?:[^"\\]|\\[\s\S]?)*)"?|([^\s"]+))/giu;

/** The tokens of what was typed, which may be half of what it will be. Pure. */
export function tokensOf(search: string): Token[] {
  return [...search.matchAll(TOKEN)].flatMap(([, not, at, key, exact, quoted, plain]) => {
    const value = quoted?.replace(/\\(["\\])/g, '$1') ?? plain ?? '';
    const name = at ?? key?.toLowerCase();
    return value === '' ? [] : [{ ...(name === undefined ? {} : { key: name }), value, not: not === '!', ...(exact === '=' ? { exact: true } : {}) }];
  });
}

/** A token as it is typed; within quotes a backslash stands before another and before a quote. Pure. */
export function tokenText({ key, value, not, exact }: Token): string {
  const head = key === undefined ? '' : key === '@' ? '@' : `${key}:`;
  const bare = /^[^\s"!@:=]+$/u.test(value);
  return `${not ? '!' : ''}${head}${exact === true ? '=' : ''}${bare ? value : `"${value.replace(/["\\]/g, '\\$&')}"`}`;
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

function has({ fields, text }: Searchable, { key, value, exact }: Token): boolean {
  const wanted = value.toLowerCase();
  if (key === undefined) return text.includes(wanted);
  // What a thing does not have under that key it may say in words, as `http://`.
  if (!Object.hasOwn(fields, key)) return text.includes(`${key}:${wanted}`);
  return (fields[key] ?? []).some((field) => (exact === true ? field === wanted : field.includes(wanted)));
}

const same = (a: Token, b: Token): boolean => a.key === b.key && a.not === b.not && a.exact === b.exact && a.value.toLowerCase() === b.value.toLowerCase();

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

/** A token that no more than this value fits: what one filter counts, it finds. Pure. */
export const exactToken = (key: string, value: string): Token => ({ key, value, not: false, exact: true });
