import type { Request, RequestHandler, Response } from 'express';
import type { Stopping } from '../boot/stopping.js';
import type { Settings } from '../config.js';
import type { Logger } from '../logging.js';
import { redactorFor } from '../redact.js';
import { healthAnswer } from './health-answer.js';
import type { CheckResult, HealthCheck } from './health-check.js';
import { runChecks } from './run-checks.js';

export interface HealthRouteParts {
  readonly settings: Pick<Settings, 'health' | 'releaseId' | 'database'>;
  readonly checks: readonly HealthCheck[];
  readonly stopping: Stopping;
  readonly log: Logger;
}

/** Answers 200 or 503 according to the checks, and 503 at once when the process is stopping. */
export function healthRoute({ settings, checks, stopping, log }: HealthRouteParts): RequestHandler {
  const redact = redactorFor(settings.database.url);
  return async (request, response) => {
    // A balancer which has given up by the time the checks end must still leave its line.
    response.locals['loggedByHealth'] = true;
    const started = performance.now();
    const results = stopping.now ? [isStopping()] : await runChecks(checks, settings.health);
    const answer = healthAnswer(settings.releaseId, results, redact);
    const status = answer.status === 'pass' ? 200 : 503;
    logHealth(log, request, response, { status, results, started });
    send(response, status, answer, request.method === 'HEAD');
  };
}

function isStopping(): CheckResult {
  return { name: 'shutdown', error: new Error('the server is shutting down') };
}

/** Sent by hand: Express would add an ETag, and with it answers of 304. */
function send(response: Response, status: number, answer: object, headOnly: boolean): void {
  const body = Buffer.from(`${JSON.stringify(answer)}\n`);
  response.writeHead(status, {
    'content-type': 'application/health+json',
    'cache-control': 'no-store',
    'content-length': body.length,
  });
  response.end(headOnly ? undefined : body);
}

function logHealth(
  log: Logger,
  request: Request,
  response: Response,
  outcome: { status: number; results: CheckResult[]; started: number },
): void {
  const { status, results, started } = outcome;
  const line = {
    method: request.method,
    url: request.originalUrl,
    host: request.headers.host,
    client: request.socket.remoteAddress,
    agent: request.headers['user-agent'],
    status,
    durationMs: Math.round(performance.now() - started),
    ...(response.destroyed ? { aborted: true } : {}),
  };
  const failures = results.flatMap(({ name, durationMs, error }) =>
    error === undefined ? [] : [{ check: name, durationMs, err: error }],
  );
  if (failures.length === 0) log.info(line, 'pass');
  else log.error({ ...line, failures }, 'fail');
}
