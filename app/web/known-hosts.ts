import type { Request, RequestHandler } from 'express';
import { hostName } from './host-name.js';

/** Answers 400 to a request whose Host header names none of these; ports are left aside. */
export function onlyKnownHosts(hosts: readonly string[]): RequestHandler {
  const known = new Set(hosts.map((host) => host.toLowerCase()));
  return (request, response, next) => {
    const host = hostName(request.headers.host ?? '');
    if (host !== undefined && known.has(host)) return next();
    response.status(400).type('text/plain').send('Bad request: unknown host\n');
  };
}

/**
 * True unless a browser says the form stands on a page of another site. A
 * client which sends no Origin is no browser and has no cookies to abuse.
 */
export function isOwnOrigin(request: Request): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).hostname === hostName(request.headers.host ?? '');
}
