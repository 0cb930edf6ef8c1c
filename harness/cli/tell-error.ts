import { ConfigError, DEFECT_EXIT_CODE, describeError, EnvironmentError } from '../model/errors.js';
import { toldLine } from '../report/told-line.js';

/** Says what stopped a command, on standard error. @returns the exit code */
export function tellError(error: unknown): number {
  if (error instanceof ConfigError || error instanceof EnvironmentError) {
    process.stderr.write(`${toldLine(`canarybed: ${describeError(error)}`)}\n`);
    return error.exitCode;
  }
  process.stderr.write(`canarybed: a defect of canarybed; please report it with the lines below\n${toldLine((error as Error).stack ?? String(error))}\n`);
  return DEFECT_EXIT_CODE;
}
