import { ConfigError } from '../model/errors.js';
import type { Fault, MetadataFault } from '../model/fault.js';
import type { Release } from '../model/release.js';

/** Faults of the instance metadata service as one instance meets it, from its start on. */
export interface MetadataFaults {
  /** Every session token has expired as soon as it is issued. */
  tokensExpired(): Fault;
  /** The service is switched off for the instance. */
  disabled(): Fault;
  /** Requests are taken and never answered, as from a container beyond the hop limit. */
  silent(): Fault;
  /** Every answer comes so many wall seconds late. */
  slow(options: { readonly seconds: number }): Fault;
  /** Only requests with a session token are answered. */
  tokensRequired(): Fault;
}

export function metadataFaults({ metadata, name }: Release): MetadataFaults {
  const make = (operator: MetadataFault['operator'], summary: string, seconds?: number): Fault => {
    if (metadata) return { kind: 'metadata', operator, ...(seconds === undefined ? {} : { seconds }), summary };
    throw new ConfigError(`fault.metadata.${operator} does not apply to ${name}: its description names no setting for the metadata service`);
  };
  return {
    tokensExpired: () => make('tokens-expired', 'tokens of the metadata service have expired'),
    disabled: () => make('disabled', 'the metadata service is disabled'),
    silent: () => make('silent', 'the metadata service never answers'),
    slow: ({ seconds }) => make('slow', `the metadata service answers after ${seconds} s`, seconds),
    tokensRequired: () => make('tokens-required', 'the metadata service requires tokens'),
  };
}
