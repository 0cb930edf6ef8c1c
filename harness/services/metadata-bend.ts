import { ConfigError } from '../model/errors.js';

/**
 * What is wrong with a metadata service.
 *
 * - `none`: nothing.
 * - `tokens-expired`: every token has expired, those given out meanwhile as soon as they are issued: 401.
 * - `disabled`: the instance's `HttpEndpoint` is `disabled`: 403 to every request.
 * - `silent`: connections and requests are accepted and never answered, as beyond the hop limit.
 * - `slow`: every answer comes `seconds` wall seconds late.
 * - `tokens-required`: the instance's `HttpTokens` is `required`, whatever it was: 401 without a token.
 */
export type MetadataBend =
  | { readonly mode: 'none' }
  | { readonly mode: 'tokens-expired' }
  | { readonly mode: 'disabled' }
  | { readonly mode: 'silent' }
  | { readonly mode: 'slow'; readonly seconds: number }
  | { readonly mode: 'tokens-required' };

/** @throws ConfigError when the seconds of `slow` are out of range. */
export function checkMetadataBend(bend: MetadataBend): void {
  if (bend.mode === 'slow' && !(Number.isFinite(bend.seconds) && bend.seconds >= 0)) {
    throw new ConfigError(`slow: expected seconds of 0 or more, found ${bend.seconds}`);
  }
}
