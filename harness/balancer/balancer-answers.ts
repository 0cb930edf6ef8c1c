import type { BalancerKind } from '../model/health-check.js';

/** Statuses that a balancer gives itself: for its client's silence, and when no answer of a target can be had. */
export type OwnStatus = 400 | 408 | 502 | 503 | 504;

export interface BalancerAnswer {
  readonly status: OwnStatus;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** As seen from real balancers; a classic one writes its reasons in another way. */
const REASONS: Readonly<Record<OwnStatus, readonly [classic: string, others: string]>> = {
  400: ['BAD_REQUEST', 'Bad Request'],
  408: ['REQUEST_TIMEOUT', 'Request Time-out'],
  502: ['BAD_GATEWAY', 'Bad Gateway'],
  503: ['Service Unavailable: Back-end server is at capacity', 'Service Temporarily Unavailable'],
  504: ['GATEWAY_TIMEOUT', 'Gateway Time-out'],
};

/** An answer of the balancer's own. AWS: Classic and Application guides, HTTP errors. */
export function balancerAnswer(kind: BalancerKind, status: OwnStatus): BalancerAnswer {
  const title = `${status} ${REASONS[status][1]}`;
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  return {
    status,
    reason: REASONS[status][kind === 'classic' ? 0 : 1],
    // A classic balancer does not name itself.
    headers: {
      ...(kind === 'classic' ? {} : { Server: 'awselb/2.0' }),
      'Content-Type': 'text/html',
      'Content-Length': String(Buffer.byteLength(body)),
    },
    body,
  };
}
