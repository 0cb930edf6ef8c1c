/** What the hash of the page's address asks for. */
export type Route =
  | { readonly page: 'first'; readonly search: string }
  | { readonly page: 'scenario'; readonly id: string }
  | { readonly page: 'mutant'; readonly id: string };

/** Reads a hash; what is no path is a search. Pure. */
export function routeOf(hash: string): Route {
  const text = decoded(hash.replace(/^#/, ''));
  const [, page, id] = /^\/(scenario|mutant)\/(.+)$/s.exec(text) ?? [];
  return page === undefined || id === undefined ? { page: 'first', search: text } : { page: page as 'scenario' | 'mutant', id };
}

/** The hash that leads there. Pure. */
export function hashOf(route: Route): string {
  return route.page === 'first' ? `#${encodeHash(route.search)}` : `#/${route.page}/${encodeHash(route.id)}`;
}

/** As little is escaped as a browser would: the address stays readable. A lone half of a letter is no text that can be. */
const encodeHash = (text: string): string => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(/%(?:3A|40|2F|21|2C|3D)/g, decodeURIComponent);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
