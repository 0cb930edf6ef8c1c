import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { wallNow, wallSleep, wallTimer } from '../../model/wall-clock.js';
import { readLines } from '../../model/lines.js';
import { settingsWithPort, wordsWithPort } from '../port-words.js';
import type { ProcessExit, ProcessSpec, RunningProcess } from '../port.js';
import { unprivileged } from './identity.js';
import type { Ports } from './ports.js';
import type { RunFolder } from '../run-folder.js';
import { cpuSecondsOfTree } from './tree-cpu.js';

/** A process listening on 127.0.0.1 alone must be refused, as it would be on a real network. */
const INSTANCE_HOST = process.platform === 'linux' ? '127.0.0.2' : '127.0.0.1';

/** Wall seconds for the last lines of a process that has ended: a child that left its group may hold its output open for good. */
const LAST_LINES = 2;

export async function startEmbeddedProcess(spec: ProcessSpec, run: RunFolder, ports: Ports): Promise<RunningProcess> {
  const port = spec.fixedPort ?? (await ports.take());
  const [program = '', ...args] = wordsWithPort(spec.command, port);
  const identity = unprivileged('app');
  const child = spawn(program === 'node' ? process.execPath : program, args, {
    ...identity,
    cwd: spec.folder,
    env: { PATH: process.env.PATH, HOME: spec.folder, ...settingsWithPort(spec.env, port, spec.portSetting) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const pid = child.pid;
  let ended = false;
  const signalGroup = (signal: NodeJS.Signals): Promise<void> => {
    try {
      // Once it has ended, its number may be another's.
      if (pid !== undefined && !ended) process.kill(-pid, signal);
    } catch {
      // The group is gone already.
    }
    return Promise.resolve();
  };
  const exited = new Promise<ProcessExit>((resolve) => {
    child.on('error', (error) => {
      spec.onLine(`canarybed: the command could not be started: ${error.message}`);
      resolve({ code: 127, signal: null });
    });
    // With its first process a container ends too; here a child left behind would hold the output open for good.
    let stopWaiting: () => void = () => undefined;
    child.on('exit', () => {
      void signalGroup('SIGKILL');
      stopWaiting = wallTimer(LAST_LINES, () => [child.stdout, child.stderr].forEach((stream) => stream.destroy()));
    });
    // 'close', not 'exit': the last lines a dying process wrote are evidence and must be in before its end is known.
    child.on('close', (code, signal) => {
      stopWaiting();
      ended = true;
      resolve({ code, signal });
    });
  });
  for (const stream of [child.stdout, child.stderr]) readLines(stream, spec.onLine);
  if (pid !== undefined) run.noteProcess(pid);
  return {
    id: String(pid ?? 'not started'),
    address: { host: INSTANCE_HOST, port },
    exited,
    kill: signalGroup,
    pause: () => signalGroup('SIGSTOP'),
    resume: () => signalGroup('SIGCONT'),
    cpuSeconds: () => Promise.resolve(pid === undefined ? 0 : cpuSecondsOfTree(pid)),
    environment: () => environmentOf(pid, () => ended),
    shellLine: `cd ${spec.folder}  # process ${pid ?? '-'}`,
  };
}

/** Wall seconds in which a new program's environment has to be seen. */
const ENVIRONMENT_LIMIT = 2;

/**
 * The kernel shows an empty environment for a moment after a program has begun; each of ours is given something, so
 * an empty one is waited for.
 */
async function environmentOf(pid: number | undefined, hasEnded: () => boolean): Promise<Readonly<Record<string, string>> | undefined> {
  const giveUpAt = wallNow() + ENVIRONMENT_LIMIT;
  while (pid !== undefined && !hasEnded() && wallNow() < giveUpAt) {
    try {
      const pairs = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean);
      if (pairs.length > 0) return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
    } catch {
      return undefined;
    }
    await wallSleep(0.005);
  }
  return undefined;
}
