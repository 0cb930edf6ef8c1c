import { timingSafeEqual } from 'node:crypto';
import { expectedSignature } from './canonical-request.js';
import type { DoorRequest } from './door-request.js';
import { QueryError } from './query-error.js';
import type { ServiceDescription } from './services.js';
import type { Signature, SignedBy } from './sigv4.js';

/** Keys with which a client may sign. */
export interface Credential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Must then come with each request. */
  readonly sessionToken?: string;
}

export interface Verification {
  readonly credentials: readonly Credential[];
  readonly service: ServiceDescription;
  /** Seconds since 1970. */
  readonly now: number;
}

const MOST_SKEW = 15 * 60;
const TIMESTAMP = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

/**
 * What AWS answers to a request whose signature is not good, or undefined when it is. Codes and texts are those of the
 * query services; EC2 has a code of its own for a request that is too old, which is kept, and for a bad key
 * (`AuthFailure`), which is not. AWS: "Common Errors" of the API references; IAM User Guide, "Troubleshoot Signature
 * Version 4 signing"; rule 38.
 */
export function refusalOfSignature(request: DoorRequest, signature: Signature, verification: Verification): QueryError | undefined {
  if (signature.kind === 'none') return new QueryError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
  if (signature.kind === 'malformed') return new QueryError('IncompleteSignature', signature.reason, 400);
  const at = secondsOf(signature.timestamp);
  if (at === undefined) {
    return new QueryError('IncompleteSignature', "Authorization header requires existence of an 'X-Amz-Date' header of the form YYYYMMDDTHHMMSSZ.", 400);
  }
  const credential = verification.credentials.find(({ accessKeyId }) => accessKeyId === signature.accessKeyId);
  if (!credential || (credential.sessionToken !== undefined && credential.sessionToken !== signature.sessionToken)) {
    return new QueryError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403);
  }
  return refusalOfScope(signature, verification.service) ?? refusalOfTime(signature, at, verification) ?? refusalOfValue(request, signature, credential);
}

function refusalOfScope({ scope, timestamp = '', signedHeaders }: SignedBy, { signingName }: ServiceDescription): QueryError | undefined {
  if (scope.service !== signingName) return mismatch(`Credential should be scoped to correct service: '${signingName}'.`);
  const day = timestamp.slice(0, 8);
  if (scope.date !== day) return mismatch(`Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${day}', from '${timestamp}'.`);
  return signedHeaders.includes('host') ? undefined : mismatch("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
}

function refusalOfTime({ timestamp = '', expiresIn }: SignedBy, at: number, { now, service }: Verification): QueryError | undefined {
  const life = expiresIn ?? MOST_SKEW;
  if (at + life < now) {
    if (service.protocol === 'ec2') return new QueryError('RequestExpired', 'Request has expired.', 400);
    return mismatch(`Signature expired: ${timestamp} is now earlier than ${stamp(now - life)} (${stamp(now)} - ${span(life)}.)`);
  }
  if (at - MOST_SKEW > now) {
    if (service.protocol === 'ec2') return new QueryError('RequestExpired', 'Request is not valid yet.', 400);
    return mismatch(`Signature not yet current: ${timestamp} is still later than ${stamp(now + MOST_SKEW)} (${stamp(now)} + ${span(MOST_SKEW)}.)`);
  }
  return undefined;
}

function refusalOfValue(request: DoorRequest, signed: SignedBy, { secretAccessKey }: Credential): QueryError | undefined {
  const expected = Buffer.from(expectedSignature(request, signed, secretAccessKey));
  const given = Buffer.from(signed.signature);
  if (given.length === expected.length && timingSafeEqual(given, expected)) return undefined;
  return mismatch(
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  );
}

const mismatch = (message: string): QueryError => new QueryError('SignatureDoesNotMatch', message, 403);

function secondsOf(timestamp: string | undefined): number | undefined {
  const parts = TIMESTAMP.exec(timestamp ?? '');
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second) / 1000;
}

const stamp = (seconds: number): string => new Date(Math.floor(seconds) * 1000).toISOString().replace(/[-:]|\.\d+/g, '');

const span = (seconds: number): string => (seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} sec`);
