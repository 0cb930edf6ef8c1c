import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JournalEvent, ScenarioEnd } from '../model/journal.js';
import type { Release } from '../model/release.js';
import { scenarioOf, SMALL_RELEASE } from '../model/release.testing.js';
import type { Scenario } from '../model/scenario.js';
import { runSuite, type SuiteOptions } from './run-suite.js';

/**
 * Passes its checks and serves a list; as its settings say it never listens, starts only once or only from the second time on, names each of its boots, takes its time for
 * the list, or serves an empty one from some milliseconds after the first was asked for.
 */
const PROGRAM = `
  const { BOOT_ID } = process.env;
  const boot = { none: undefined, second: String(Math.floor(Date.now() / 1000)), id: String(process.pid) }[BOOT_ID ?? 'none'];
  let first;
  const late = () => Date.now() - (first ??= Date.now()) > Number(process.env.GOES_BAD_AFTER ?? Infinity);
  const server = require('node:http').createServer((request, answer) => {
    answer.setHeader('content-type', 'application/json');
    if (request.url === '/health') return answer.end('{"status":"ok","db":true}');
    setTimeout(() => answer.end(JSON.stringify({ items: late() ? [] : ['tea'], boot })), Number(process.env.LIST_TAKES ?? 0));
  });
  if (process.env.LOCK) {
    try {
      require('node:fs').mkdirSync(process.env.LOCK);
    } catch {
      console.log('cannot start: taken by another');
      process.exit(1);
    }
  }
  if (process.env.WARMED) {
    try {
      require('node:fs').mkdirSync(process.env.WARMED);
      console.log('cannot start: too cold');
      process.exit(1);
    } catch {}
  }
  if (process.env.LISTENS !== 'never') server.listen(Number(process.env.PORT));
  setInterval(() => {}, 60000);
`;

/** Runs suites of a small app with real processes. */
export class SuiteBench {
  readonly journal: JournalEvent[] = [];
  readonly release: Release;
  readonly #folder = mkdtempSync(join(tmpdir(), 'suite-bench-'));
  /** Where the app may write too, whoever it runs as. */
  readonly #lock = `${this.#folder}.lock`;

  constructor() {
    const folder = join(this.#folder, 'app');
    mkdirSync(folder, { mode: 0o755 });
    writeFileSync(join(folder, 'main.cjs'), PROGRAM);
    this.release = { ...SMALL_RELEASE, folder, command: ['node', 'main.cjs'], users: [{ name: 'list', method: 'GET', path: '/list', headers: {} }] };
  }

  /** A scenario whose canary is given another setting than the control; a true gap is 2.5 s. */
  scenario(title: string, canary: Readonly<Record<string, string>> = {}): Scenario {
    const faults = Object.entries(canary).map(([key, value]) => ({ kind: 'env', operator: 'set', key, value, summary: `${key} is ${value}` }) as const);
    const healthCheck = { ...SMALL_RELEASE.healthCheck, interval: 2, timeout: 0.5 };
    return scenarioOf({ id: title, title, release: this.release, healthCheck, settle: 0.1, faults: faults as unknown as Scenario['faults'] });
  }

  /** A scenario of the release where it leaves something behind that keeps every later boot of it from starting. */
  once(title: string): Scenario {
    return this.#given(title, { LOCK: this.#lock });
  }

  /** A scenario of the release where its first boot of all fails. */
  warmed(title: string): Scenario {
    return this.#given(title, { WARMED: this.#lock });
  }

  #given(title: string, env: Readonly<Record<string, string>>): Scenario {
    const scenario = this.scenario(title);
    return { ...scenario, release: { ...this.release, env: { ...this.release.env, ...env } } };
  }

  async run(scenarios: readonly Scenario[], options: Partial<SuiteOptions> = {}): Promise<ReadonlyMap<string, ScenarioEnd>> {
    const { ends } = await runSuite(scenarios, [], {
      choice: { kind: 'embedded', why: 'a test' },
      pace: 'fast',
      watch: true,
      keep: false,
      journal: { write: (event) => this.journal.push(event) },
      listener: {},
      signal: new AbortController().signal,
      ...options,
    });
    return ends;
  }

  close(): void {
    for (const path of [this.#folder, this.#lock]) rmSync(path, { recursive: true, force: true });
  }
}
