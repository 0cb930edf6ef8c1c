import type { UserAnswer } from '../../model/journal.js';
import type { UserRequest } from '../../model/release.js';

const TAG = /<(link|script|img)\b((?:"[^"]*"|'[^']*'|[^>"'])*)>/gi;
const ATTRIBUTE = /([^\s"'<>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))/g;
const FETCHED_LINK = /(?:^|\s)(?:stylesheet|icon|apple-touch-icon|manifest|modulepreload|preload)(?:\s|$)/i;
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&#38;': '&', '&quot;': '"', '&#39;': "'", '&#x2F;': '/', '&#x3D;': '=' };

/** What a browser fetches of the same host to show pages: addresses with their queries, each once, in order. Pure. */
export function assetPaths(pages: readonly { readonly path: string; readonly html: string }[], publicHost: string): string[] {
  const found = pages.flatMap(({ path, html }) => [...html.replace(/<!--[\s\S]*?-->/g, '').matchAll(TAG)].flatMap(([, tag = '', text = '']) => {
    const reference = referenceOf(tag.toLowerCase(), attributesOf(text));
    return reference === undefined ? [] : samePlace(reference, `https://${publicHost}${path}`);
  }));
  return [...new Set(found)];
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  const pairs = [...text.matchAll(ATTRIBUTE)].map(([, name = '', ...values]) => [name.toLowerCase(), values.find((value) => value !== undefined) ?? '']);
  return Object.fromEntries(pairs) as Record<string, string>;
}

function referenceOf(tag: string, { rel = '', href, src }: Readonly<Record<string, string>>): string | undefined {
  const reference = tag === 'link' ? (FETCHED_LINK.test(rel) ? href : undefined) : src;
  const text = reference?.trim().replace(/&(?:amp|quot|#38|#39|#x2F|#x3D);/gi, (entity) => ENTITIES[entity] ?? entity);
  return text === '' ? undefined : text;
}

function samePlace(reference: string, page: string): string[] {
  if (!URL.canParse(reference, page)) return [];
  const { protocol, host, pathname, search } = new URL(reference, page);
  return /^https?:$/.test(protocol) && host === new URL(page).host ? [`${pathname}${search}`] : [];
}

/** The pages among users' answers: what was asked for by GET and came as HTML. Pure. */
export function htmlPages(users: readonly UserRequest[], answers: readonly UserAnswer[]): { path: string; html: string }[] {
  return users.flatMap(({ name, method, path }) => {
    const answer = answers.find(({ request }) => request === name);
    const isPage = method === 'GET' && answer?.status !== undefined && answer.status < 300 && /html/.test(answer.contentType ?? '');
    return isPage ? [{ path, html: answer.body ?? '' }] : [];
  });
}

export const assetRequest = (path: string): UserRequest => ({ name: `asset ${path}`, method: 'GET', path, headers: {} });
