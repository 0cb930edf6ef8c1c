import { QueryError } from './query-error.js';
import type { ModuleExports, Protocol } from './services.js';
import type { Fault } from './write-output.js';

/**
 * What the client is told of anything that a handler threw: an SDK exception has its code and status in the schema
 * that the package exports beside the class, a QueryError brings them along, and all else is a defect of ours whose
 * text is nobody's business. `defect` is true for that.
 */
export function faultOf(error: unknown, module: ModuleExports, protocol: Protocol): Fault & { readonly defect: boolean } {
  if (error instanceof QueryError) return { code: error.code, message: error.message, status: error.status, defect: false };
  const modelled = error instanceof Error ? modelledError(error.name, module) : undefined;
  if (modelled) return { ...modelled, message: (error as Error).message, defect: false };
  return { ...internalFailure(protocol), defect: true };
}

/** AWS: "Common Errors" of the API references, and "Error codes for the Amazon EC2 API", server errors. */
function internalFailure(protocol: Protocol): Fault {
  return protocol === 'ec2'
    ? { code: 'InternalError', message: 'An internal error has occurred', status: 500 }
    : { code: 'InternalFailure', message: 'The request processing has failed because of an unknown error, exception or failure.', status: 500 };
}

/** Code and status of the SDK's exception of that name; its code is often not its name. */
function modelledError(name: string, module: ModuleExports): { readonly code: string; readonly status: number } | undefined {
  const key = `${name}$`;
  const schema = Object.hasOwn(module, key) ? module[key] : undefined;
  if (!Array.isArray(schema) || schema[0] !== -3) return undefined;
  const { awsQueryError } = (schema[3] || {}) as { readonly awsQueryError?: readonly [string, number] };
  return awsQueryError && { code: awsQueryError[0], status: awsQueryError[1] };
}
