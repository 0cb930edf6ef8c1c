import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from '../logging.js';
import { HttpError, statusOf } from './http-error.js';
import { keepError } from './in-process-request.js';

export const pageNotFound: RequestHandler = (_request, _response, next) => {
  next(new HttpError(404, 'There is nothing at this address.'));
};

/** Answers with a page for any error; those that are the shop's fault are logged with their stack. */
export function errorPage(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const status = statusOf(error);
    const err = error instanceof Error ? error : new Error(String(error));
    if (!keepError(request, err) && status >= 500) {
      log.error({ err, method: request.method, url: request.originalUrl }, 'a page failed');
    }
    if (response.headersSent) return next(error);

    const heading = STATUS_CODES[status] ?? 'Error';
    const explanation = status < 500 ? err.message : 'Something broke on our side. Please try again in a while.';
    response.status(status);
    response.render('error', { heading, explanation }, (renderError: Error | null, html?: string) => {
      // The layout may be what is broken: the status must get through all the same.
      if (renderError !== null || html === undefined) response.type('text/plain').send(`${heading}\n`);
      else response.send(html);
    });
  };
}
