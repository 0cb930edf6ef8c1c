import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TerraformValue } from '../model/fleet-plan.js';
import { cliConfigText } from './cli-config.js';
import { copyConfiguration, type ConfigurationCopy } from './configuration-copy.js';
import { commandEnvironment, initEnvironment, type TerraformFolders } from './environment.js';
import type { TerraformFound } from './find-terraform.js';
import { variableText } from './hcl-text.js';
import { installedProvider } from './installed-provider.js';
import type { AwsEndpoint } from './override-file.js';
import type { ProviderLease, ProviderPool } from './provider-pool.js';
import { readState, type StateObject, type TerraformState } from './state-file.js';
import { runTerraform, type CommandDone, type CommandEnd, type CommandFailed } from './terraform-run.js';
import type { ChangeCounts } from './ui-lines.js';

export interface TerraformOptions {
  readonly terraform: TerraformFound;
  /** Folder of the root module; it is only read. */
  readonly folder: string;
  /** Where the AWS provider is to call. Any keys will do unless the endpoint verifies them. */
  readonly endpoint: { readonly url: string; readonly accessKeyId?: string; readonly secretAccessKey?: string };
  /** Left out, Terraform starts the provider by itself, several times in each command. */
  readonly providers?: ProviderPool;
  /** Folder in which the private copy is made; the system's for temporary files when left out. */
  readonly temporaryRoot?: string;
  /** Wall seconds that an interrupted command has before it is killed; 30 when left out. */
  readonly graceSeconds?: number;
}

export interface CommandOptions {
  readonly variables?: Readonly<Record<string, TerraformValue>>;
  /** Each line of output as it comes, as a person would read it. */
  readonly onLine?: (line: string) => void;
  /** Interrupts the command, which then tidies up as it does at Ctrl-C. */
  readonly signal?: AbortSignal;
  /** Wall seconds after which the command is interrupted. */
  readonly limitSeconds?: number;
}

export type PlanResult = (CommandDone & ChangeCounts & { readonly changes: boolean }) | CommandFailed;
export type ApplyResult = (CommandDone & ChangeCounts) | CommandFailed;

/** Wall seconds that commands may take when nothing else is said; an apply waits for the user's own capacity time-outs. */
const LIMITS = { init: 600, plan: 600, apply: 3600 } as const;
const GRACE = 30;

/** AWS's own example keys. */
const KEYS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' } as const;

/**
 * A user's Terraform configuration, run in a private copy against an endpoint of ours. The user's folder is not written
 * to, state and locks are private, and no call can reach an account: see `override-file` and `environment`.
 *
 * Commands of one workspace run one at a time. A failure of Terraform's is a result, never thrown.
 */
export class Terraform {
  readonly #folders: TerraformFolders;
  readonly #endpoint: AwsEndpoint;
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<unknown>>();

  private constructor(
    private readonly options: TerraformOptions,
    private readonly root: string,
    private readonly copy: ConfigurationCopy,
    endpoint: AwsEndpoint,
  ) {
    this.#endpoint = endpoint;
    this.#folders = foldersIn(root);
  }

  /**
   * Makes the private copy.
   * @throws ConfigError when the folder does not exist or holds no Terraform file
   */
  static open(options: TerraformOptions): Terraform {
    const root = mkdtempSync(join(options.temporaryRoot ?? tmpdir(), 'canarybed-terraform-'));
    try {
      const { mirror } = options.terraform;
      const endpoint = { ...KEYS, ...options.endpoint };
      const copy = copyConfiguration(options.folder, join(root, 'tree'), { endpoint, withLockFile: mirror === undefined });
      const { cliConfigFile, dataFolder } = foldersIn(root);
      mkdirSync(dataFolder);
      writeFileSync(cliConfigFile, cliConfigText(mirror, process.env.TF_PLUGIN_CACHE_DIR));
      return new Terraform(options, root, copy, endpoint);
    } catch (error) {
      rmSync(root, { recursive: true, force: true });
      throw error;
    }
  }

  /** Folder in which Terraform runs: for evidence, such as a shell line to look around with. */
  get folder(): string {
    return this.copy.folder;
  }

  /** Chooses the provider's version and fetches modules. Has to succeed before anything else. */
  async init(options: Omit<CommandOptions, 'variables'> = {}): Promise<CommandDone | CommandFailed> {
    const { end } = await this.#run(['init', '-input=false', '-no-color'], initEnvironment(process.env, this.#folders), LIMITS.init, options);
    return end;
  }

  async plan(options: CommandOptions = {}): Promise<PlanResult> {
    const { end, planned } = await this.#withProvider(['plan', '-detailed-exitcode'], LIMITS.plan, options, [0, 2]);
    return end.ok ? { ...end, ...numbersOf(planned), changes: end.exitCode === 2 } : end;
  }

  /** Plans and carries out in one, as an operator does who gives no plan. */
  async apply(options: CommandOptions = {}): Promise<ApplyResult> {
    return this.#change('apply', options);
  }

  async destroy(options: CommandOptions = {}): Promise<ApplyResult> {
    return this.#change('destroy', options);
  }

  /** Objects in the state, those left over by a failed apply included. */
  state(): readonly StateObject[] {
    return this.#readState().resources;
  }

  /** Values of the root module's outputs after the last apply. */
  outputs(): Readonly<Record<string, unknown>> {
    return this.#readState().outputs;
  }

  /** Ends what is running and removes the copy. What was made at the endpoint stays. Safe to call twice. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#running);
    rmSync(this.root, { recursive: true, force: true });
  }

  async #change(command: 'apply' | 'destroy', options: CommandOptions): Promise<ApplyResult> {
    const { end, done } = await this.#withProvider([command, '-auto-approve'], LIMITS.apply, options, [0]);
    return end.ok ? { ...end, ...numbersOf(done) } : end;
  }

  async #withProvider(command: readonly string[], limit: number, options: CommandOptions, goodCodes: readonly number[]): Promise<CommandEnd> {
    const environment = commandEnvironment(process.env, this.#folders, this.#endpoint);
    const lease = await this.#lease();
    let state: 'fit' | 'spoilt' = 'spoilt';
    try {
      const variables = Object.entries(options.variables ?? {}).flatMap(([name, value]) => ['-var', `${name}=${variableText(value)}`]);
      const reattached = lease ? { ...environment, TF_REATTACH_PROVIDERS: lease.reattach } : environment;
      const ended = await this.#run([...command, '-json', '-input=false', ...variables], reattached, limit, options, goodCodes);
      if (ended.end.ok || ended.end.why === 'failed') state = 'fit';
      return ended;
    } finally {
      await lease?.giveBack(state);
    }
  }

  /** None for several configurations of the provider: a process of it has only one. */
  async #lease(): Promise<ProviderLease | undefined> {
    const installed = this.copy.configurations === 1 ? installedProvider(this.#folders.dataFolder) : undefined;
    return installed && this.options.providers?.lease(installed.version, installed.binary);
  }

  #run(args: readonly string[], environment: Record<string, string>, limit: number, options: CommandOptions, goodCodes: readonly number[] = [0]): Promise<CommandEnd> {
    const { signal, onLine = () => undefined, limitSeconds = limit } = options;
    const run = runTerraform(
      { command: [this.options.terraform.binary, ...args], folder: this.copy.folder, environment },
      {
        seconds: limitSeconds,
        graceSeconds: this.options.graceSeconds ?? GRACE,
        signal: signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal,
      },
      onLine,
      goodCodes,
    );
    this.#running.add(run);
    void run.finally(() => this.#running.delete(run));
    return run;
  }

  #readState(): TerraformState {
    return readState(textOf(join(this.copy.folder, 'terraform.tfstate')));
  }
}

const foldersIn = (root: string): TerraformFolders => ({ cliConfigFile: join(root, 'terraform.rc'), dataFolder: join(root, 'data') });

const numbersOf = ({ add, change, destroy }: ChangeCounts): ChangeCounts => ({ add, change, destroy });

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
