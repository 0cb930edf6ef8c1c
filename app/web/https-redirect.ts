import type { RequestHandler } from 'express';

/** Sends a request which reached the balancer over plain HTTP to the same URL over HTTPS. */
export const redirectToHttps: RequestHandler = (request, response, next) => {
  if (forwardedProtocol(request.headers['x-forwarded-proto']) === 'https') return next();
  response.redirect(301, `https://${request.headers.host ?? ''}${request.originalUrl}`);
};

/** Proxies append theirs: the first entry is what the client used. */
function forwardedProtocol(header: string | string[] | undefined): string | undefined {
  return String(header ?? '').split(',')[0]?.trim().toLowerCase();
}
