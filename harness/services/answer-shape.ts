import { STATUS_CODES } from 'node:http';
import type { GateFault } from './gate-faults.js';

/** An answer as the app gave it; headers flat (name, value, name, value ...) as Node's `rawHeaders`. */
export interface AppAnswer {
  readonly status: number;
  readonly reason: string;
  readonly rawHeaders: readonly string[];
}

/** The answer as the gate sends it. */
export interface ShapedAnswer extends AppAnswer {
  readonly withBody: boolean;
  /** Wall seconds to wait before its first byte. */
  readonly delay: number;
  /** Whether anything differs from the app's answer. */
  readonly bent: boolean;
}

const FRAMING = /^(?:content-length|transfer-encoding|trailer)$/i;
const CONNECTION = /^(?:connection|keep-alive)$/i;

/** The app's answer after the faults that reshape it, each applied to the outcome of the one before. */
export function shapeAnswer(answer: AppAnswer, faults: readonly GateFault[]): ShapedAnswer {
  const plain: ShapedAnswer = { ...answer, withBody: true, delay: 0, bent: false };
  return faults.reduce(reshape, plain);
}

function reshape(answer: ShapedAnswer, fault: GateFault): ShapedAnswer {
  switch (fault.operator) {
    case 'slow-answer':
      return { ...answer, delay: answer.delay + (fault.seconds ?? 0), bent: true };
    case 'no-content':
      return answer.status === 200 ? { ...withStatus(answer, 204), bent: true } : answer;
    case 'status':
      return fault.status === undefined || fault.status === answer.status
        ? answer
        : { ...withStatus(answer, fault.status), bent: true };
    case 'missing-length': {
      if (!answer.rawHeaders.some((name, index) => index % 2 === 0 && FRAMING.test(name))) return answer;
      const rawHeaders = without(without(answer.rawHeaders, FRAMING), CONNECTION);
      return { ...answer, rawHeaders: [...rawHeaders, 'Connection', 'close'], bent: true };
    }
    default:
      return answer;
  }
}

/** Another status; the reason phrase goes with it, and so does the body where the status may have none (RFC 9110, 6.4.1). */
function withStatus(answer: ShapedAnswer, status: number): ShapedAnswer {
  const bare = status === 204 || status === 304;
  const rawHeaders = bare ? without(answer.rawHeaders, FRAMING) : answer.rawHeaders;
  return { ...answer, status, reason: STATUS_CODES[status] ?? '', rawHeaders, withBody: answer.withBody && !bare };
}

function without(rawHeaders: readonly string[], names: RegExp): string[] {
  return rawHeaders.filter((_, index) => !names.test(rawHeaders[index - (index % 2)] ?? ''));
}
