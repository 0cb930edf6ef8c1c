import { QueryError } from '../wire/query-error.js';

type AnyHandler = (input: { readonly DryRun?: boolean }, context: unknown) => unknown;

/**
 * Handlers that only say that they would do what they were asked for, where a request wants no more. Everybody may do
 * everything here. AWS: DryRun of all operations of EC2.
 */
export function withDryRun<H extends object>(handlers: H): H {
  const wrapped = Object.entries(handlers as Readonly<Record<string, AnyHandler>>).map(([action, handle]): [string, AnyHandler] => [
    action,
    (input, context) => {
      if (input.DryRun) throw new QueryError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
      return handle(input, context);
    },
  ]);
  return Object.fromEntries(wrapped) as H;
}
