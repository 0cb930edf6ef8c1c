import type { ProbeForm } from './health-check.js';
import type { UserRequest } from './release.js';
import { looksSecret } from './secrets.js';

/** Headers whose values are secrets whatever they look like. */
const CREDENTIALS = /^(?:proxy-)?authorization$/i;
const COOKIES = /^cookie$/i;

/** Of these a cookie is a choice, not a session. */
const SHORTEST_COOKIE = 8;

/** What must not be told of a request that somebody wrote down: credentials in its headers, and in its body. Pure. */
export const secretsOfRequest = ({ headers = {}, body }: Pick<ProbeForm, 'headers'> & Partial<Pick<UserRequest, 'body'>>): string[] => [
  ...new Set([...Object.entries(headers).flatMap(([name, value]) => secretsOfHeader(name, value)), ...(body === undefined ? [] : secretsOfBody(body))]),
];

function secretsOfHeader(name: string, value: string): string[] {
  if (CREDENTIALS.test(name)) return secretsOfCredentials(value);
  if (COOKIES.test(name)) return value.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim()).filter(({ length }) => length >= SHORTEST_COOKIE);
  return looksSecret(name, value) ? [value] : [];
}

/** With the scheme and without (RFC 9110, section 11.4); of `Basic` the password by itself, too. */
function secretsOfCredentials(value: string): string[] {
  const [, scheme = '', token = ''] = /^(\S+)\s+(.+)$/.exec(value.trim()) ?? [];
  if (token === '') return [value];
  const password = /^basic$/i.test(scheme) ? Buffer.from(token, 'base64').toString('utf8').split(':').slice(1).join(':') : '';
  return [token, ...(password === '' ? [] : [password])];
}

function secretsOfBody(body: string): string[] {
  const fields = jsonFields(body) ?? [...new URLSearchParams(body)];
  return fields.filter(([name, value]) => looksSecret(name, value)).map(([, value]) => value);
}

function jsonFields(body: string): [string, string][] | undefined {
  try {
    return fieldsWithin(JSON.parse(body));
  } catch {
    return undefined;
  }
}

function fieldsWithin(value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, field]: [string, unknown]): [string, string][] => (typeof field === 'string' || typeof field === 'number' ? [[name, String(field)]] : fieldsWithin(field)));
}
