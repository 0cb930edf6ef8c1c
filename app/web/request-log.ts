import type { RequestHandler } from 'express';
import type { Loggers } from '../logging.js';
import { isInProcess } from './in-process-request.js';

export const HEALTH_PATH = '/health';

/**
 * One line a request. What asks for /health and is turned away before it gets
 * there is a matter of the health log, as its answers are.
 */
export function logRequests({ log, healthLog }: Loggers): RequestHandler {
  return (request, response, next) => {
    if (isInProcess(request)) return next();
    const started = performance.now();
    const { method, originalUrl: url } = request;
    const { host } = request.headers;
    response.once('close', () => {
      if (response.locals['loggedByHealth'] === true) return;
      const target = request.path === HEALTH_PATH ? healthLog : log;
      target.info({
        method,
        url,
        host,
        status: response.statusCode,
        durationMs: Math.round(performance.now() - started),
        ...(response.writableFinished ? {} : { aborted: true }),
      });
    });
    next();
  };
}
