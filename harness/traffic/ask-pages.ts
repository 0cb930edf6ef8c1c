import { request } from 'node:http';
import type { UserAnswer } from '../model/journal.js';
import type { UserRequest } from '../model/release.js';
import { wallNow, wallTimer } from '../model/wall-clock.js';

/** Wall seconds after which a user has given up. */
const PATIENCE = 8;

/** Characters of a body that are kept and compared: always as many, however the answer arrives in pieces. */
const KEPT_BODY = 64 * 1024;

export interface Door {
  /** Asked for at each request, since an instance's socket changes when it respawns. */
  address(): { readonly host: string; readonly port: number };
  readonly publicHost: string;
  /** Wall seconds after which a user has given up; left out: 8. */
  readonly patience?: number;
}

/** Sends users' requests to one instance, all at once, as a balancer forwards them: public Host, https outside. */
export function askPages(requests: readonly UserRequest[], door: Door): Promise<UserAnswer[]> {
  return Promise.all(requests.map((each) => askOne(each, door)));
}

/** A form is followed to the page it leads to, once, as a browser does. */
async function askOne(each: UserRequest, door: Door): Promise<UserAnswer> {
  const answer = await send(each, each.name, door);
  if (each.method !== 'POST' || answer.status !== 303 || answer.location === undefined) return answer;
  const path = pathOf(answer.location, `https://${door.publicHost}${each.path}`);
  if (path === undefined) return answer;
  const next = await send({ name: each.name, method: 'GET', path, headers: {} }, each.name, door);
  return { ...next, location: answer.location, tookMs: answer.tookMs + next.tookMs };
}

/** What a browser asks for at the place that a page leads to; undefined when that is no address. */
function pathOf(location: string, page: string): string | undefined {
  if (!URL.canParse(location, page)) return undefined;
  const { pathname, search } = new URL(location, page);
  return `${pathname}${search}`;
}

function send({ method, path, headers, body }: UserRequest, name: string, door: Door): Promise<UserAnswer> {
  const startedAt = wallNow();
  return new Promise((resolve) => {
    const { host, port } = door.address();
    const finish = (answer: Omit<UserAnswer, 'request' | 'tookMs'>): void => {
      cancel();
      resolve({ request: name, tookMs: Math.round((wallNow() - startedAt) * 1000), ...answer });
    };
    const outgoing = request({
      host,
      port,
      method,
      path,
      agent: false,
      headers: {
        host: door.publicHost,
        'x-forwarded-proto': 'https',
        'x-forwarded-port': '443',
        'x-forwarded-for': '192.0.2.10',
        'user-agent': 'Mozilla/5.0 (canarybed)',
        ...headers,
        ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
      },
    });
    const patience = door.patience ?? PATIENCE;
    const cancel = wallTimer(patience, () => {
      finish({ error: `no whole answer within ${patience} s` });
      outgoing.destroy();
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => finish({ error: error.code ?? error.message }));
    outgoing.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        if (text.length < KEPT_BODY) text += chunk;
      });
      response.on('error', (error) => finish({ error: error.message }));
      response.on('end', () => {
        const { 'content-type': contentType, location } = response.headers;
        finish({
          ...(response.statusCode === undefined ? {} : { status: response.statusCode }),
          ...(contentType === undefined ? {} : { contentType }),
          ...(location === undefined ? {} : { location }),
          body: text.slice(0, KEPT_BODY),
        });
      });
    });
    outgoing.end(body);
  });
}
