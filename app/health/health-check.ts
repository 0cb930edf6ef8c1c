/** Something a release must be able to do before it gets visitors. */
export interface HealthCheck {
  readonly name: string;
  readonly componentType: 'datastore' | 'component';
  /**
   * Resolves if all is well. At the abort of the signal it lets go of whatever
   * it holds; how it then settles does not matter.
   *
   * @throws Error whose message tells an operator what is wrong
   */
  run(signal: AbortSignal): Promise<void>;
}

export interface CheckResult {
  readonly name: string;
  readonly componentType?: HealthCheck['componentType'];
  /** Milliseconds the check took, whole. */
  readonly durationMs?: number;
  /** Absent if the check passed. */
  readonly error?: Error;
}
