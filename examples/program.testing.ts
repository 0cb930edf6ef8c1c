import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentIn, StartedProgram } from '../harness/cli/started-program.testing.js';

const ROOT = join(__dirname, '..');

const PROJECT = ['app', 'bin', 'docker', 'examples', 'harness', 'node_modules', 'package.json', 'scenarios', 'tsconfig.json'];

/** `canarybed` in a folder that looks like this project, so that reports and temporary files are its own. */
export interface Program extends Pick<StartedProgram, 'child' | 'ended' | 'says' | 'comesToRun' | 'isGone' | 'output'> {
  readonly folder: string;
  /** Ends it whatever it does, and removes its folder. */
  end(): Promise<void>;
}

export function startProgram(args: readonly string[]): Program {
  const folder = mkdtempSync(join(tmpdir(), 'canarybed-examples-'));
  // The app runs as nobody where tests run as root.
  chmodSync(folder, 0o755);
  for (const name of PROJECT) symlinkSync(join(ROOT, name), join(folder, name));
  const place = { folder, temporary: folder };
  const child = spawn(process.execPath, [join(folder, 'bin/canarybed.mjs'), ...args], { cwd: folder, env: environmentIn(place), stdio: ['ignore', 'pipe', 'pipe'] });
  const program = new StartedProgram(child, place);
  return {
    child,
    folder,
    ended: program.ended,
    says: (pattern) => program.says(pattern),
    comesToRun: (command, count) => program.comesToRun(command, count),
    isGone: () => program.isGone(),
    get output() {
      return program.output;
    },
    end: async () => {
      await program.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
