import { ConfigError, DEFECT_EXIT_CODE, describeError, EnvironmentError } from '../model/errors.js';
import { carryOut } from './commands.js';
import { interruption } from './interruption.js';
import { parseCommand } from './options.js';

/**
 * Parses, carries out, and turns whatever happens into an exit code; never rejects.
 * @param packageFolder where our package.json lies
 */
export async function main(args: readonly string[], packageFolder: string): Promise<number> {
  const interrupted = interruption((line) => process.stderr.write(`${line}\n`));
  try {
    const code = await carryOut(parseCommand(args, process.env), { packageFolder, signal: interrupted.signal });
    return interrupted.exitCode() ?? code;
  } catch (error) {
    return interrupted.exitCode() ?? report(error);
  } finally {
    interrupted.dispose();
  }
}

function report(error: unknown): number {
  if (error instanceof ConfigError || error instanceof EnvironmentError) {
    process.stderr.write(`canarybed: ${describeError(error)}\n`);
    return error.exitCode;
  }
  process.stderr.write(`canarybed: a defect of canarybed; please report it with the lines below\n${(error as Error).stack ?? String(error)}\n`);
  return DEFECT_EXIT_CODE;
}
