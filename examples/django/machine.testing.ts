import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { statOf } from '../../harness/model/process-mark.js';
import { freePort } from '../../app/free-port.testing.js';
import { until } from '../../app/until.testing.js';
import { IDENTITY, privateCopy } from './release.testing.js';

/** Not 127.0.0.1: what listens there alone would answer nobody else. */
const ADDRESS = '127.0.0.2';

/** Seconds that anything may take on a busy machine. */
const PATIENCE = 60;

export interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A machine that runs `deploy/init` in a copy of the release, as its own process group. */
export class Machine {
  lines: string[] = [];
  code: number | null | undefined;

  private constructor(readonly folder: string, private readonly port: number, private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        const all = `${rest}${chunk}`.split('\n');
        rest = all.pop() ?? '';
        this.lines.push(...all);
      });
    }
    child.once('close', (code) => (this.code = code));
  }

  static async boot(settings: NodeJS.ProcessEnv, change: (folder: string) => void = () => undefined): Promise<Machine> {
    const folder = privateCopy();
    change(folder);
    const port = await freePort(ADDRESS);
    const env = { PATH: process.env.PATH, HOME: folder, PORT: String(port), BIND_ADDRESS: ADDRESS, ...settings };
    return new Machine(folder, port, spawn(join(folder, 'deploy/init'), { ...IDENTITY, cwd: folder, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  /** Waits for the nth line with this text. */
  async says(text: string, times = 1): Promise<void> {
    const found = (): boolean => this.lines.filter((line) => line.includes(text)).length >= times;
    // The complaint has the text too: it must not become one of the lines.
    const late = await until(() => found() || this.code !== undefined, `"${text}"`, PATIENCE).then(() => '', String);
    if (!found()) throw new Error(`it did not say "${text}":\n${this.lines.join('\n')}\n${late}`);
  }

  /** Waits until its start is over, well or not. @returns the line that says so */
  async booted(): Promise<string> {
    await this.says('init: web is ');
    return this.lines.find((line) => line.includes('init: web is ')) ?? '';
  }

  count(text: string): number {
    return this.lines.filter((line) => line.includes(text)).length;
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** As the balancer asks, once the proxy listens. */
  health(path = '/health'): Promise<Answer> {
    return this.ask(path, { host: '10.0.0.9:80' });
  }

  /** As the balancer passes on a visitor who came by https. */
  visit(path: string, headers: Readonly<Record<string, string>> = {}, body?: string): Promise<Answer> {
    return this.ask(path, { host: 'shop.example.com', 'x-forwarded-proto': 'https', ...headers }, body);
  }

  ask(path: string, headers: Readonly<Record<string, string>>, body?: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const method = body === undefined ? 'GET' : 'POST';
      request({ host: ADDRESS, port: this.port, path, method, headers, agent: false }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
      }).on('error', reject).end(body);
    });
  }

  /** Command lines of what runs of it, by process id. */
  processes(): Map<number, string> {
    const pids = readdirSync('/proc').map(Number).filter((pid) => statOf(pid)?.[2] === String(this.child.pid) && statOf(pid)?.[0] !== 'Z');
    return new Map(pids.map((pid) => [pid, commandOf(pid)]));
  }

  /** @returns its exit code */
  async stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    await until(() => this.code !== undefined, 'the end of a machine', PATIENCE);
    return this.code ?? null;
  }

  /** Ends what is left of it by force. */
  async end(): Promise<void> {
    for (const pid of this.processes().keys()) process.kill(pid, 'SIGKILL');
    await until(() => this.code !== undefined, 'the end of a machine', PATIENCE);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
