import { request, type Agent, type IncomingMessage } from 'node:http';
import type { UserAnswer } from '../model/journal.js';
import type { UserRequest } from '../model/release.js';
import { wallNow, wallTimer } from '../model/wall-clock.js';
import type { CookieJar } from './cookie-jar.js';
import { missedBy } from './expected-answer.js';
import { BodyReader } from './read-body.js';

const NO_WHOLE_ANSWER = 'no whole answer within';

/** Whether a sentence on what a user got tells of nobody but one who gave up waiting. Pure. */
export const isNoWholeAnswer = (sentence: string): boolean => new RegExp(`(?:^|: )${NO_WHOLE_ANSWER} [\\d.]+ s$`).test(sentence);

/** How users reach what they ask, and who they are to it. */
export interface UserDoor {
  /** Asked for at each request. */
  address(): { readonly host: string; readonly port: number };
  readonly publicHost: string;
  /** Keeps connections open between requests; false: each request has a connection of its own. */
  readonly agent: Agent | false;
  /** What the way to the door adds to each request; a request's own headers win. */
  readonly headers: Readonly<Record<string, string>>;
  /** Wall seconds after which a user has given up. */
  readonly patience: number;
  /** Who is behind the user's connection, known by its local port; asked when the answer's head, or the error, is there. */
  servedBy?(clientPort: number): string | undefined;
}

export interface Exchange {
  readonly answer: UserAnswer;
  /** As `servedBy` told it; for a form that was followed, who served the page that it led to. */
  readonly instance: string | undefined;
}

/**
 * Sends a request as a browser does: a form is followed to the page it leads to, once. Never rejects, and never retries.
 * @param jar cookies of the journey that the request belongs to
 */
export async function askAsUser(each: UserRequest, door: UserDoor, jar?: CookieJar): Promise<Exchange> {
  const first = await exchange(each, door, jar);
  const followed = await follow(each, first, door, jar);
  const answer = followed.answer;
  const missed = missedBy(each.expect, answer, first.answer.status);
  return { ...followed, answer: missed === undefined ? answer : { ...answer, missed } };
}

/** Redirects on which a browser goes on from a form by a GET; 307 and 308 would keep the method. */
const FOLLOWED: ReadonlySet<number> = new Set([301, 302, 303]);

async function follow(each: UserRequest, first: Exchange, door: UserDoor, jar: CookieJar | undefined): Promise<Exchange> {
  const { status, location, tookMs } = first.answer;
  if (each.method !== 'POST' || status === undefined || !FOLLOWED.has(status) || location === undefined) return first;
  const path = pathOf(location, `https://${door.publicHost}${each.path}`);
  if (path === undefined) return first;
  const next = await exchange({ name: each.name, method: 'GET', path, headers: {} }, door, jar);
  return { ...next, answer: { ...next.answer, location, tookMs: tookMs + next.answer.tookMs } };
}

/** What a browser asks for at the place that a page leads to; undefined when that is no address. */
function pathOf(location: string, page: string): string | undefined {
  if (!URL.canParse(location, page)) return undefined;
  const { pathname, search } = new URL(location, page);
  return `${pathname}${search}`;
}

/** A request's own headers and, beside a cookie of its own, those of its journey. */
function withCookies(headers: UserRequest['headers'], jar: CookieJar | undefined): Readonly<Record<string, string>> {
  const own = Object.entries(headers).find(([name]) => name.toLowerCase() === 'cookie');
  const cookie = jar?.header(own?.[1]);
  return cookie === undefined ? headers : { ...headers, [own?.[0] ?? 'cookie']: cookie };
}

function exchange({ name, method, path, headers, body }: UserRequest, door: UserDoor, jar: CookieJar | undefined): Promise<Exchange> {
  const startedAt = wallNow();
  return new Promise((resolve) => {
    let clientPort: number | undefined;
    let server: { readonly instance: string | undefined } | undefined;
    const servedBy = (): { readonly instance: string | undefined } => {
      server ??= { instance: clientPort === undefined ? undefined : door.servedBy?.(clientPort) };
      return server;
    };
    let finished = false;
    const finish = (answer: Omit<UserAnswer, 'request' | 'tookMs'>): void => {
      if (finished) return;
      finished = true;
      cancel();
      resolve({ answer: { request: name, tookMs: Math.round((wallNow() - startedAt) * 1000), ...answer }, ...servedBy() });
    };
    const outgoing = request({
      ...door.address(),
      method,
      path,
      agent: door.agent,
      headers: {
        host: door.publicHost,
        'user-agent': 'Mozilla/5.0 (canarybed)',
        ...door.headers,
        ...withCookies(headers, jar),
        ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
      },
    });
    const cancel = wallTimer(door.patience, () => {
      finish({ error: `${NO_WHOLE_ANSWER} ${door.patience} s` });
      outgoing.destroy();
    });
    outgoing.on('socket', (socket) => {
      // Noted early, because a socket that has ended no longer knows its port.
      const note = (): void => void (clientPort = socket.localPort);
      if (socket.connecting) socket.once('connect', note);
      else note();
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => finish({ error: error.code ?? error.message }));
    outgoing.on('response', (response) => {
      servedBy();
      jar?.take(response.headers['set-cookie'] ?? []);
      readAnswer(response, finish);
    });
    outgoing.end(body);
  });
}

function readAnswer(response: IncomingMessage, finish: (answer: Omit<UserAnswer, 'request' | 'tookMs'>) => void): void {
  const text = new BodyReader();
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => text.add(chunk));
  response.on('error', (error) => finish({ error: error.message }));
  response.on('end', () => {
    const { 'content-type': contentType, location } = response.headers;
    finish({
      ...(response.statusCode === undefined ? {} : { status: response.statusCode }),
      ...(contentType === undefined ? {} : { contentType }),
      ...(location === undefined ? {} : { location }),
      ...text.end(),
    });
  });
}
