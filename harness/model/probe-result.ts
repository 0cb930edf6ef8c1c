import type { BalancerKind } from './health-check.js';

/** How one health check ended, by what the prober saw on the wire. */
export type ProbeOutcome =
  | 'passed'
  | 'response-code-mismatch'
  | 'timeout'
  | 'connection-refused'
  | 'connection-reset'
  | 'malformed-response'
  | 'unframed-body'
  | 'tls-error'
  | 'unreachable';

/** One health check as it happened. Times in seconds of the rollout's virtual clock, `tookMs` in wall milliseconds. */
export interface ProbeResult {
  readonly at: number;
  readonly tookMs: number;
  readonly outcome: ProbeOutcome;
  readonly status?: number;
  /** Header names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The answer's text, capped. */
  readonly body?: string;
  /** What was sent, to the letter; of a check by a plain connection, in words, that nothing was. */
  readonly request?: string;
  /** True when no connection came about over which the request could be sent. */
  readonly unsent?: true;
  /** What was seen, as a sentence. */
  readonly detail: string;
  /** True when this slot was not sent but taken to be like the ones before it. */
  readonly projected?: boolean;
}

/** What a balancer sent, or tried to send, as one health check. */
export interface SentCheck {
  readonly kind: BalancerKind;
  readonly target: string;
  /** To the letter, as that of a probe's result. */
  readonly request: string | undefined;
  /** True when no connection came about over which it could be sent. */
  readonly unsent: boolean;
}

/** A health check as the prober alone sees it: it knows neither the rollout's clock nor slots that were not sent. */
export type ProbeObservation = Omit<ProbeResult, 'at' | 'projected'>;

export const PROBE_OUTCOMES: readonly ProbeOutcome[] = [
  'passed',
  'response-code-mismatch',
  'timeout',
  'connection-refused',
  'connection-reset',
  'malformed-response',
  'unframed-body',
  'tls-error',
  'unreachable',
];
