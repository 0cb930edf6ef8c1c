import type { BalancerKind, HealthCheck } from '../model/health-check.js';
import { matcherOf, matches } from '../model/matcher.js';
import type { ProbeOutcome } from '../model/probe-result.js';
import type { Answer } from './response-parser.js';

/** How far a probe had come: TCP connect, TLS handshake, waiting for the answer. */
export type Stage = 'connecting' | 'handshake' | 'answer';

/** How a probe ended: the outcome, and what was seen as a sentence. */
export interface Ending {
  readonly outcome: ProbeOutcome;
  readonly detail: string;
}

/** Node adds OpenSSL's own words to errors of TLS; their message has addresses in it that differ from run to run. */
type SocketError = NodeJS.ErrnoException & { readonly reason?: string };

const CODES: Readonly<Record<string, Ending>> = {
  ECONNREFUSED: { outcome: 'connection-refused', detail: 'connection refused' },
  ECONNRESET: { outcome: 'connection-reset', detail: 'connection reset' },
  ECONNABORTED: { outcome: 'connection-reset', detail: 'connection reset' },
  EPIPE: { outcome: 'connection-reset', detail: 'connection reset' },
  ETIMEDOUT: { outcome: 'timeout', detail: 'the network gave the connection up' },
  EHOSTUNREACH: { outcome: 'unreachable', detail: 'no route to the host' },
  ENETUNREACH: { outcome: 'unreachable', detail: 'no route to the network' },
};

/**
 * The end that the bytes so far decide; undefined: read on. A wrong status outweighs a body without framing, as the
 * status alone would have failed the check; a body that is never whole outweighs both. AWS: health check pages of the
 * guides; rules 9 to 12.
 */
export function endOfAnswer(
  answer: Answer,
  kind: BalancerKind,
  check: HealthCheck,
  tookMs: number,
): Ending | undefined {
  if (answer.phase === 'malformed') return { outcome: 'malformed-response', detail: `malformed answer: ${answer.fault}` };
  if (answer.phase === 'head') return undefined;
  const { status } = answer.head;
  const passes = matches(check, kind, status);
  if (passes && kind === 'classic' && answer.framing.by === 'close' && answer.body.length > 0) {
    const detail = `${status}, but its body has neither Content-Length nor chunked encoding`;
    return { outcome: 'unframed-body', detail };
  }
  if (answer.phase !== 'whole') return undefined;
  if (passes) return { outcome: 'passed', detail: `${status} in ${tookMs} ms` };
  const wanted = matcherOf(check, kind);
  const detail = `${status} is not ${/[,-]/.test(wanted) ? 'among ' : ''}${wanted}`;
  return { outcome: 'response-code-mismatch', detail };
}

/** The end of a check that asks for no answer. AWS: Classic guide, health checks; rule 13. */
export const endOfConnect = (secure: boolean, tookMs: number): Ending => ({
  outcome: 'passed',
  detail: `${secure ? 'TLS handshake' : 'connected'} in ${tookMs} ms`,
});

/** The peer said goodbye in good form, but before its answer was whole. */
export const endOfClose = (stage: Stage, answer: Answer): Ending => {
  if (stage !== 'answer') return { outcome: 'connection-reset', detail: 'closed during the TLS handshake' };
  const began = answer.phase === 'head' ? 'before an answer' : `within the body of a ${statusOf(answer) ?? ''} answer`;
  return { outcome: 'connection-reset', detail: `closed ${began}` };
};

/** An error of the socket. Codes that nothing else explains count as TLS's during the handshake, else as the network's. */
export function endOfError(error: SocketError, stage: Stage): Ending {
  const { code = '' } = error;
  const known = CODES[code];
  if (known && stage === 'handshake') return { ...known, detail: `${known.detail} during the TLS handshake` };
  if (known) return known;
  const told = error.reason ?? (error.message.replace(/\s+/g, ' ').trim() || code);
  const ofTls = stage === 'handshake' || /^(?:EPROTO$|ERR_SSL_|ERR_TLS_)/.test(code);
  return ofTls ? { outcome: 'tls-error', detail: `TLS: ${told}` } : { outcome: 'unreachable', detail: told };
}

const MISSING: Readonly<Record<Stage, string>> = {
  connecting: 'no connection',
  handshake: 'no whole TLS handshake',
  answer: 'no whole answer',
};

/** The timeout came first; rule 11. Wall seconds. */
export const endOfTimeout = (stage: Stage, timeout: number): Ending => ({
  outcome: 'timeout',
  detail: `${MISSING[stage]} within ${timeout} s`,
});

const statusOf = (answer: Answer): number | undefined =>
  answer.phase === 'head' ? undefined : answer.head?.status;
