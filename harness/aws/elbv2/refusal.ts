import { ConfigError } from '../../model/errors.js';
import { QueryError } from '../wire/query-error.js';
import type { Handlers } from '../wire/types.js';
import type { V2 } from './v2-types.js';

/** Errors that this API models, by AWS's codes. */
export type RefusalCode = ModelledCode | 'ValidationError';

/** Without the class that all of the others extend. */
type ModelledCode = Exclude<keyof { [K in keyof V2 as K extends `${infer C}Exception` ? C : never]: true }, 'ElasticLoadBalancingV2Service'>;

/** What AWS refuses, as the rules of this folder say it: without the SDK, whose classes only the door has. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: RefusalCode,
    message: string,
  ) {
    super(message);
  }
}

export const invalid = (message: string): Refusal => new Refusal('ValidationError', message);

/** @throws Refusal ValidationError, with AWS's text, for a number out of its range. AWS: Elastic Load Balancing API, "Common Errors" */
export function checkRange(member: string, value: number, min: number, max: number): void {
  if (value >= min && value <= max) return;
  const bound = value < min ? `greater than or equal to ${min}` : `less than or equal to ${max}`;
  throw invalid(`1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must have value ${bound}`);
}

type AnyHandler = (...args: never[]) => unknown;

/** Handlers whose refusals are those of the SDK: its own exceptions where it has one, else an error by its code. */
export function inTermsOf(sdk: V2, handlers: Handlers<V2>): Handlers<V2> {
  const translated = Object.entries(handlers as Record<string, AnyHandler>).map(([action, handler]) => [
    action,
    async (...args: never[]): Promise<unknown> => {
      try {
        return await handler(...args);
      } catch (error) {
        throw translate(sdk, error);
      }
    },
  ]);
  return Object.fromEntries(translated) as Handlers<V2>;
}

function translate(sdk: V2, error: unknown): unknown {
  // The rules of health checks are the model's, and their texts are AWS's.
  if (error instanceof ConfigError) return new QueryError('ValidationError', error.message);
  if (!(error instanceof Refusal)) return error;
  const { code, message } = error;
  if (code === 'ValidationError') return new QueryError(code, message);
  const Exception: new (made: { message: string; $metadata: object }) => Error = sdk[`${code}Exception`];
  return new Exception({ message, $metadata: {} });
}
