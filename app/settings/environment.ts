import { readFileSync } from 'node:fs';
import { parseEnvFile } from './env-file.js';

type Variables = Readonly<Record<string, string | undefined>>;

/** A required value which is nowhere, or is there and empty. */
export class MissingValue extends Error {
  override name = 'MissingValue';
}

/** The variables of the process and, below them, those of the env file. */
export class Environment {
  constructor(
    private readonly ofProcess: Variables,
    private readonly file?: { readonly path: string; readonly values: Variables },
  ) {}

  /**
   * The value of a variable, or the fallback when it is unset or empty.
   *
   * @throws MissingValue if there is neither; the message says where to set it.
   */
  valueFromEnv(key: string, fallback?: string): string {
    const value = this.find(key);
    if (value !== undefined && value !== '') return value;
    if (fallback !== undefined) return fallback;
    throw new MissingValue(
      value === undefined
        ? `${key} is missing: set it in ${this.places()}`
        : `${key} is empty in ${this.placeOf(key)}: it needs a value`,
    );
  }

  /** Where the value in force comes from, for messages. */
  placeOf(key: string): string {
    if (this.ofProcess[key] === undefined && this.file?.values[key] !== undefined) {
      return `the env file ${this.file.path}`;
    }
    return 'the process environment';
  }

  private places(): string {
    const file = this.file === undefined ? '' : `the env file ${this.file.path} (ENV_FILE) or in `;
    return `${file}the process environment`;
  }

  private find(key: string): string | undefined {
    return this.ofProcess[key] ?? this.file?.values[key];
  }
}

/**
 * The environment of this process, with the file which ENV_FILE names.
 *
 * @throws Error if that file cannot be read or understood.
 */
export function readEnvironment(ofProcess: Variables): Environment {
  const path = ofProcess['ENV_FILE'];
  if (path === undefined || path === '') return new Environment(ofProcess);
  try {
    return new Environment(ofProcess, { path, values: parseEnvFile(readFileSync(path, 'utf8')) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`ENV_FILE ${path}: ${reason}`, { cause: error });
  }
}
