import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { BalancerKind, HealthCheck } from '../model/health-check.js';
import { parseTarget } from '../model/health-check-target.js';
import type { ProbeObservation } from '../model/probe-result.js';
import { wallNow, wallTimer } from '../model/wall-clock.js';
import { answerText } from './answer-text.js';
import { endOfAnswer, endOfClose, endOfConnect, endOfError, endOfTimeout } from './classify.js';
import type { Ending, Stage } from './classify.js';
import { askedText } from '../model/probe-request.js';
import { ResponseParser, type Answer } from './response-parser.js';

export interface ProbeRequest {
  readonly kind: BalancerKind;
  readonly healthCheck: HealthCheck;
  /** Address of the instance as AWS would know it; goes into `Host`. */
  readonly privateAddress: string;
  /** The real socket that the instance's port maps to. */
  readonly address: { readonly host: string; readonly port: number };
}

/**
 * Sends one health check and tells how it ended. The timeout (wall seconds, any length: ranges are the rules' business)
 * runs from the connect to the last byte of the framed answer, however slowly that arrives. Redirects are not followed.
 * Whatever the peer and the network do becomes an outcome; when the promise settles the socket is closed and no timer runs.
 * AWS: health check pages of the Classic, Application and Network guides; rules 7 to 13.
 * @throws ConfigError when the check's target is none, RangeError when the port of `address` is none.
 */
export async function sendProbe(request: ProbeRequest): Promise<ProbeObservation> {
  const { kind, healthCheck, address } = request;
  const target = parseTarget(healthCheck.target);
  const secure = target.protocol === 'HTTPS' || target.protocol === 'SSL';
  const asked = askedText(kind, target, request.privateAddress, healthCheck.form);
  const parser = new ResponseParser(healthCheck.form?.method);
  const begun = wallNow();
  const tookMs = (): number => Math.round((wallNow() - begun) * 1000);
  const socket = secure ? dialTls(kind, address) : connect({ ...address });

  return new Promise((resolve) => {
    let stage: Stage = 'connecting';
    let observation: ProbeObservation | undefined;

    const finish = (ending: Ending | undefined): void => {
      if (!ending || observation) return;
      const unsent = target.path !== undefined && stage !== 'answer';
      observation = { ...ending, tookMs: tookMs(), request: asked, ...(unsent ? { unsent } : {}), ...seenIn(parser.answer) };
      cancelTimeout();
      socket.destroy();
    };
    const judge = (answer: Answer): void => finish(endOfAnswer(answer, kind, healthCheck, tookMs()));
    const ready = (): void => {
      stage = 'answer';
      if (target.path === undefined) finish(endOfConnect(secure, tookMs()));
      else socket.write(asked);
    };
    const closed = (): void => finish(endOfClose(stage, parser.answer));
    const cancelTimeout = wallTimer(healthCheck.timeout, () => finish(endOfTimeout(stage, healthCheck.timeout)));

    socket.once('connect', () => {
      stage = 'handshake';
      if (!secure) ready();
    });
    socket.once('secureConnect', ready);
    socket.on('data', (chunk: Buffer) => judge(parser.feed(chunk)));
    socket.once('end', () => {
      judge(parser.end());
      closed();
    });
    socket.on('error', (error) => finish(endOfError(error, stage)));
    // Every end above destroys the socket, so this is where all of them meet.
    socket.once('close', () => {
      closed();
      if (observation) resolve(observation);
    });
  });
}

/**
 * A connection as AWS's checkers open it: no certificate is verified (rule 13), no name is sent (SNI), old protocols and
 * weak keys are taken. Classic and network checkers do not speak TLS 1.3. AWS: Network guide, health checks; Classic by
 * field reports, reference section 1.4.
 */
function dialTls(kind: BalancerKind, address: ProbeRequest['address']): Socket {
  return connectTls({
    ...address,
    rejectUnauthorized: false,
    minVersion: 'TLSv1',
    maxVersion: kind === 'application' ? 'TLSv1.3' : 'TLSv1.2',
    ciphers: 'DEFAULT:@SECLEVEL=0',
  });
}

function seenIn(answer: Answer): Partial<ProbeObservation> {
  if (answer.phase === 'head' || !answer.head) return {};
  const { status, headers } = answer.head;
  return { status, headers, body: answerText(headers, answer.body) };
}
