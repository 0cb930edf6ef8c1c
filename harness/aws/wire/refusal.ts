import { randomUUID } from 'node:crypto';
import type { DoorAnswer, DoorRequest } from './door-request.js';
import type { QueryError } from './query-error.js';
import type { Protocol } from './services.js';
import { parseSignature } from './sigv4.js';
import { SHARED_NAMESPACE, writeFault, type Fault } from './write-output.js';

/** A whole answer: status, the headers that AWS's clients look at, and XML. */
export function answer(status: number, body: string, requestId: string, protocol: Protocol): DoorAnswer {
  const type = protocol === 'ec2' ? 'text/xml;charset=UTF-8' : 'text/xml';
  return { status, headers: { 'content-type': type, 'x-amzn-requestid': requestId }, body };
}

/** The answer with which a service refuses. */
export const faultAnswer = (fault: Fault, requestId: string, protocol: Protocol, xmlNamespace: string): DoorAnswer =>
  answer(fault.status, writeFault(fault, requestId, protocol, xmlNamespace), requestId, protocol);

/** The answer to a request of which no service is known: in the form of the one that it is signed for, if any. */
export function refuse(request: DoorRequest, error: QueryError, requestId: string = randomUUID()): DoorAnswer {
  return faultAnswer(error, requestId, protocolSignedFor(request), SHARED_NAMESPACE);
}

/** The protocol of the service in a request's signature. */
export function protocolSignedFor(request: DoorRequest): Protocol {
  const signature = parseSignature(request);
  return signature.kind === 'signed' && signature.scope.service === 'ec2' ? 'ec2' : 'query';
}
