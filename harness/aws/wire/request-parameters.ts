import type { DoorRequest } from './door-request.js';
import { formTree, type FormNode } from './form-tree.js';
import { QueryError } from './query-error.js';
import { protocolSignedFor } from './refusal.js';
import { serviceOfVersion, type ServiceDescription } from './services.js';
import { hasUnprintable } from './xml-text.js';

/** What a request asks for, as far as that can be told without its operation. */
export interface Asked {
  readonly service: ServiceDescription;
  readonly action: string;
  readonly parameters: FormNode;
  /** True when a parameter has a character that no answer could repeat. */
  readonly unprintable: boolean;
}

/**
 * Finds the service by `Version`; an error for a request that belongs to none. A form's parameters win over those of the URL. What an unknown version is called
 * depends on who is asked. AWS: EC2 "Error codes" (`NoSuchVersion`), "Common Errors" (`InvalidAction`, `MissingAction`).
 */
export function readAsked(request: DoorRequest): Asked | QueryError {
  const { method, query, body } = request;
  if (method !== 'POST' && method !== 'GET') return new QueryError('InvalidHTTPRequest', `Requests are made by POST or GET, not ${method}`, 405);
  const pairs = [...new URLSearchParams(query), ...(method === 'POST' ? new URLSearchParams(body) : [])];
  const parameters = formTree(pairs);
  const action = parameters.children?.get('Action')?.text;
  const version = parameters.children?.get('Version')?.text;
  if (!action) return new QueryError('MissingAction', 'The request is missing an action or a required parameter.');
  if (!version) return new QueryError('MissingParameter', 'The request must contain the parameter Version');
  const service = serviceOfVersion(version);
  if (!service) return unknownVersion(request, action, version);
  return { service, action, parameters, unprintable: pairs.some(([name, value]) => hasUnprintable(name) || hasUnprintable(value)) };
}

function unknownVersion(request: DoorRequest, action: string, version: string): QueryError {
  return protocolSignedFor(request) === 'ec2'
    ? new QueryError('NoSuchVersion', `The requested version (${excerpt(version)}) of service AmazonEC2 does not exist`)
    : unknownAction(action, version);
}

/** AWS's query services look up an operation and its version in one. */
const unknownAction = (action: string, version: string): QueryError =>
  new QueryError('InvalidAction', `Could not find operation ${excerpt(action)} for version ${excerpt(version)}`);

/** The error for an action that the service does not have at AWS. */
export const noSuchAction = (action: string, { protocol, version }: ServiceDescription): QueryError =>
  protocol === 'ec2' ? new QueryError('InvalidAction', `The action ${excerpt(action)} is not valid for this web service.`) : unknownAction(action, version);

/** The error for an action that AWS has and this door has not; in AWS's code, as clients take it for final. */
export const notOffered = (action: string, { version }: ServiceDescription): QueryError =>
  new QueryError('InvalidAction', `The operation ${action} of version ${version} is not offered by canarybed`);

const excerpt = (text: string): string => (text.length > 100 ? `${text.slice(0, 100)}...` : text);
