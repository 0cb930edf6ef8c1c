import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HOST } from './shop.testing.js';
import { until } from './until.testing.js';

const IGNORED = /\/(?:dist|\.dist[^/]*)$|\.(?:test|testing)\.ts$/;

/** The shop as it is deployed, built from a copy of the sources. */
export class BuiltShop {
  private constructor(private readonly folder: string) {}

  static async build(): Promise<BuiltShop> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'shop-built-')));
    const shop = new BuiltShop(folder);
    try {
      cpSync(__dirname, join(folder, 'app'), { recursive: true, filter: (path) => !IGNORED.test(path) });
      symlinkSync(join(__dirname, '..', 'node_modules'), join(folder, 'node_modules'));
      await shop.buildAgain();
      return shop;
    } catch (error) {
      shop.remove();
      throw error;
    }
  }

  get sources(): string {
    return join(this.folder, 'app');
  }

  get dist(): string {
    return join(this.sources, 'dist');
  }

  async buildAgain(): Promise<void> {
    await promisify(execFile)(process.execPath, [join(this.sources, 'build.mjs')], { cwd: tmpdir() });
  }

  /** Starts a program of the build with these variables alone. */
  run(program: 'start.js' | 'migrate.js', variables: Record<string, string>, dist = this.dist): Program {
    return new Program(spawn(process.execPath, [join(dist, program)], { cwd: tmpdir(), env: variables, stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A program under way, with what it has said so far. */
export class Program {
  stdout = '';
  stderr = '';
  code: number | null | undefined;
  signal: NodeJS.Signals | null = null;

  constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    child.once('close', (code, signal) => {
      this.code = code;
      this.signal = signal;
    });
  }

  get lines(): Record<string, unknown>[] {
    return this.stdout.split('\n').slice(0, -1).map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  line(message: string): Record<string, unknown> | undefined {
    return this.lines.find(({ msg }) => msg === message);
  }

  async says(message: string): Promise<Record<string, unknown>> {
    await until(() => this.line(message) !== undefined || this.code !== undefined, `"${message}" in ${this.stdout}${this.stderr}`);
    const line = this.line(message);
    if (line === undefined) throw new Error(`ended without "${message}": ${this.stdout}${this.stderr}`);
    return line;
  }

  /** Waits until the shop listens. */
  async port(): Promise<number> {
    return Number((await this.says('listening'))['port']);
  }

  /** Asks the shop, once it listens, as the balancer does for one who came by https. */
  async ask(path: string, host = HOST): Promise<{ status: number | undefined; text: string }> {
    const port = await this.port();
    return new Promise((resolve, reject) => {
      const headers = { host, 'x-forwarded-proto': 'https' };
      request({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode, text }));
      }).on('error', reject).end();
    });
  }

  /** @returns its exit code */
  async ends(): Promise<number | null> {
    await until(() => this.code !== undefined, `the end of the program, which said ${this.stdout}${this.stderr}`);
    return this.code ?? null;
  }

  send(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Ends it by force, if it has not ended. */
  async kill(): Promise<void> {
    if (this.code === undefined) this.send('SIGKILL');
    await this.ends();
  }
}
