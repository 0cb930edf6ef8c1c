import { readFileSync, readdirSync, readlinkSync, writeFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import { EmbeddedRuntime } from './embedded/adapter.js';
import type { ProcessSpec } from './port.js';
import { newRunId, RunFolder } from './run-folder.js';

/** An app's whole code: it listens and says so. */
export const SERVER = `
  const server = require('node:http').createServer((_, answer) => answer.end('fine'));
  server.listen(Number(process.env.PORT), process.env.BIND_ADDRESS, () => console.log('listening'));
`;

/** A run of a test's own: its folder, its runtime, and the lines that its processes wrote. */
export class RunBench {
  readonly run = new RunFolder(`test-${newRunId()}`);
  readonly runtime = new EmbeddedRuntime(this.run);
  #folders = 0;

  /** A folder of an app with these files, which the app's user can read. */
  folderWith(files: Readonly<Record<string, string>>): string {
    const folder = this.run.makeFolder(`app-${this.#folders++}`);
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return folder;
  }

  /** What a process needs that runs a script of Node. */
  specOf(script: string, changes: Partial<ProcessSpec> = {}): ProcessSpec & { readonly lines: string[] } {
    const lines: string[] = [];
    return {
      name: 'i-test',
      command: ['node', 'main.cjs'],
      env: {},
      folder: this.folderWith({ 'main.cjs': script }),
      folderChanged: false,
      extraFiles: [],
      portSetting: 'PORT',
      onLine: (line) => lines.push(line),
      lines,
      ...changes,
    };
  }

  async close(): Promise<void> {
    await this.runtime.close();
    this.run.remove();
  }
}

/** Waits for a condition, at most so many wall seconds. */
export async function until(what: string, condition: () => boolean | Promise<boolean>, limit = 60): Promise<void> {
  const deadline = wallNow() + limit;
  while (!(await condition())) {
    if (wallNow() > deadline) throw new Error(`not within ${limit} s: ${what}`);
    await wallSleep(0.01);
  }
}

/** Whether a process runs; one that has ended and waits to be collected does not. */
export function isRunning(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}

/** Processes that stand in a folder, also after it was removed. */
export const standingIn = (folder: string): string[] =>
  readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
    } catch {
      return false;
    }
  });

/** Processes whose command line contains a text, for example the folder they run on. */
export function processesWith(text: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return isRunning(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').includes(text);
      } catch {
        return false;
      }
    });
}
