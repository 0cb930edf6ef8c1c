/** The caller asked for something that cannot be: shown as its message alone, exit code 2. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly exitCode = 2;
}

/** The machine, or the application's control, is not fit for the run: message and remedy, exit code 3. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
  readonly exitCode = 3;

  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

/** Exit code of a defect of canarybed itself. */
export const DEFECT_EXIT_CODE = 70;

/** One line of text for any thrown value. */
export function describeError(error: unknown): string {
  if (error instanceof EnvironmentError) return `${error.message}\n  ${error.remedy}`;
  return error instanceof Error ? error.message : String(error);
}

/** For what was tried to its end whatever became of each. @throws what the first that failed threw */
export function throwFirst(ends: readonly PromiseSettledResult<unknown>[]): void {
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}
