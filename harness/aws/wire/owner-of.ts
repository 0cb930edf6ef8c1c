import type { RequestHead } from './request-head.js';
import { allServices, serviceOfVersion } from './services.js';
import { parseSignature } from './sigv4.js';

/** Who answers a request: this door, whoever has the other services, or whom the form in the body asks. */
export type Owner = KnownOwner | 'as-the-form-says';

type KnownOwner = 'door' | 'elsewhere';

/**
 * Tells the door's services from all others of AWS that come to the same endpoint. The scope of a signature says it;
 * the few requests without one (public objects, `AssumeRoleWithWebIdentity`) are told by target, host, path and version.
 * What nothing tells is somebody else's. Pure. AWS: Signature Version 4, credential scope; Query API requests.
 */
export function ownerOf(head: RequestHead): Owner {
  const signature = parseSignature({ ...head, body: '' });
  if (signature.kind === 'signed') return ownerBy(isSigningName(signature.scope.service));
  // Only services with a JSON protocol have it, and the door has none.
  if (head.headers['x-amz-target'] !== undefined) return 'elsewhere';
  return ownerByHost(head.headers.host) ?? ownerByTarget(head);
}

/** Who answers a form, by its API's version. Pure. */
export const ownerOfForm = (form: string): KnownOwner => ownerByVersion(new URLSearchParams(form).get('Version'));

export const isForm = ({ headers }: RequestHead): boolean => /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '');

/** A bucket may have any name, also that of a service. */
function ownerByHost(host = ''): Owner | undefined {
  const labels = host.toLowerCase().replace(/:\d+$/, '').split('.');
  if (labels.some((label) => /^s3(?:-|$)/.test(label))) return 'elsewhere';
  return labels.length > 1 && isSigningName(labels[0] ?? '') ? 'door' : undefined;
}

/** The query services have one path; a form is posted to it, or its parameters are in the URL. */
function ownerByTarget(head: RequestHead): Owner {
  if (head.path !== '/') return 'elsewhere';
  const version = new URLSearchParams(head.query).get('Version');
  if (version !== null) return ownerByVersion(version);
  return head.method === 'POST' && isForm(head) ? 'as-the-form-says' : 'elsewhere';
}

const ownerByVersion = (version: string | null): KnownOwner => ownerBy(version !== null && serviceOfVersion(version) !== undefined);

const ownerBy = (ours: boolean): KnownOwner => (ours ? 'door' : 'elsewhere');

const isSigningName = (name: string): boolean => allServices().some(({ signingName }) => signingName === name);
