import type { Environment } from './environment.js';

/** Every problem of the environment at once, so that one look is enough to mend it. */
export class SettingsError extends Error {
  override name = 'SettingsError';
  constructor(readonly problems: readonly string[]) {
    super(problems.map((problem) => `setting ${problem}`).join('\n'));
  }
}

/**
 * Reads settings one by one and collects what is wrong with them. A value
 * returned after a problem is only a stand-in: `finish` must be called before
 * any of them is used.
 */
export class SettingReader {
  private readonly problems: string[] = [];

  constructor(private readonly environment: Environment) {}

  text(key: string, fallback?: string): string {
    try {
      return this.environment.valueFromEnv(key, fallback);
    } catch (error) {
      this.problems.push(error instanceof Error ? error.message : String(error));
      return '';
    }
  }

  /** `check` gives what is expected and found when the text will not do. */
  checked(key: string, check: (text: string) => string | undefined): string {
    const text = this.text(key);
    const complaint = text === '' ? undefined : check(text);
    if (complaint !== undefined) this.refuse(key, complaint);
    return text;
  }

  integer(key: string, fallback: number, { min, max }: { min: number; max: number }): number {
    const text = this.text(key, String(fallback));
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    this.refuse(key, `expected a whole number from ${min} to ${max}, found "${text}"`);
    return fallback;
  }

  choice<T extends string>(key: string, choices: readonly T[], fallback: T): T {
    const text = this.text(key, fallback);
    const value = choices.find((choice) => choice === text);
    if (value === undefined) this.refuse(key, `expected ${choices.join(' or ')}, found "${text}"`);
    return value ?? fallback;
  }

  refuse(key: string, complaint: string): void {
    this.problems.push(`${key} (from ${this.environment.placeOf(key)}): ${complaint}`);
  }

  /** @throws SettingsError if anything read so far was missing or invalid. */
  finish(): void {
    if (this.problems.length > 0) throw new SettingsError(this.problems);
  }
}
