import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { describeError } from '../../model/errors.js';
import { htmlOf } from '../html.js';
import { embedReport } from '../view/embed.js';
import type { LiveData } from '../view/live-data.js';
import { isAllowedHost } from './allowed-host.js';
import { LiveListeners } from './live-listeners.js';
import type { VersionedReport } from './live-source.js';
import type { ReportSource } from './report-source.js';

export interface ServeReportOptions {
  readonly source: ReportSource;
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  /** Least wall seconds between two looks at what is there for who listens; 1 when left out. */
  readonly every?: number;
}

/** A report that is served. */
export interface ServedReport {
  /** Without a slash at its end. */
  readonly url: string;
  /** Resolves when all connections have ended, those of listeners too. */
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/**
 * Serves the report of a folder as it is at each request: `/`, `/audit`, and for either page itself its data and, as
 * server-sent events, when there is newer: `/data.json` and `/events`, and the same below `/audit`.
 * @throws the system's error when `host` and `port` cannot be bound
 */
export async function serveReport({ source, host, port, every = 1 }: ServeReportOptions): Promise<ServedReport> {
  const listeners = new Map([
    ['/events', new LiveListeners(source.front, every)],
    ['/audit/events', new LiveListeners(source.audit, every)],
  ]);
  const server = createServer((request, response) => {
    const refusal = refusalOf(request, host);
    const path = request.url?.split('?')[0] ?? '/';
    if (refusal) send(response, refusal);
    else if (listeners.has(path)) listeners.get(path)?.add(response, HEADERS);
    else send(response, answerTo(path, source));
  });
  const bound = await listen(server, host, port);
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        for (const each of listeners.values()) each.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What a page of somebody else may neither read nor frame, and nobody keeps. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

const text = (status: number, body: string): Answer => ({ status, type: 'text/plain; charset=utf-8', body: `${body}\n` });
const html = (body: string): Answer => ({ status: 200, type: 'text/html; charset=utf-8', body });

function refusalOf({ headers, method }: IncomingMessage, host: string): Answer | undefined {
  if (!isAllowedHost(headers.host, host, hostname())) return text(403, `expected a request for this machine by its name or address, found one for ${headers.host ?? 'none'}`);
  return method === 'GET' || method === 'HEAD' ? undefined : text(405, `expected GET, found ${method ?? 'nothing'}`);
}

function answerTo(path: string, source: ReportSource): Answer {
  try {
    return pageOf(path, source) ?? text(404, `nothing is at ${path}; the report is at /, and that of an audit at /audit, where there is one`);
  } catch (error) {
    // Files change while they are looked at; the next request may find them whole.
    return text(500, describeError(error));
  }
}

function pageOf(path: string, { front, audit }: ReportSource): Answer | undefined {
  switch (path) {
    case '/':
      return page(front.report());
    case '/data.json':
      return dataOf(front.report());
    case '/audit':
      return page(audit.report());
    case '/audit/data.json':
      return dataOf(audit.report());
    default:
      return undefined;
  }
}

const page = (made: VersionedReport | undefined): Answer | undefined => made && html(htmlOf(made.report, { live: made.version }));

function dataOf(made: VersionedReport | undefined): Answer | undefined {
  if (!made) return undefined;
  const data: LiveData = { version: made.version, pieces: Object.fromEntries(embedReport(made.report).map(({ id, value }) => [id, JSON.stringify(value)])) };
  return { status: 200, type: 'application/json', body: JSON.stringify(data) };
}

function send(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, { ...HEADERS, 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
