import { carryOut } from './commands.js';
import { interruption } from './interruption.js';
import { parseCommand } from './options.js';
import { tellError } from './tell-error.js';
import { overStatus } from './terminal/progress-on.js';

/**
 * Parses, carries out, and turns whatever happens into an exit code; never rejects.
 * @param packageFolder where our package.json lies
 */
export async function main(args: readonly string[], packageFolder: string): Promise<number> {
  const interrupted = interruption((line) => process.stderr.write(`${overStatus(process.stderr)}${line}\n`));
  try {
    const code = await carryOut(parseCommand(args, process.env), { args, packageFolder, signal: interrupted.signal });
    return interrupted.exitCode() ?? code;
  } catch (error) {
    return interrupted.exitCode() ?? tellError(error);
  } finally {
    interrupted.dispose();
  }
}
