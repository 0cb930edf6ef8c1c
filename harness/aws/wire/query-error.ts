/**
 * An error that AWS answers without modelling it: every error of EC2, and those that all services share. What the SDK
 * models is thrown as the SDK's own class instead.
 */
export class QueryError extends Error {
  override readonly name = 'QueryError';

  /**
   * @param code Error code as AWS spells it; clients decide by it.
   * @param message Text that the caller is shown.
   * @param status HTTP status; clients try again from 500 on.
   */
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}
