import { parseArgs, type ParseArgsConfig } from 'node:util';
import { ConfigError } from '../model/errors.js';

type Known = NonNullable<ParseArgsConfig['options']>;

/**
 * What a command line gives, as Node reads it.
 * @throws ConfigError in our words for what Node would refuse: an option nobody knows, one that lacks its value, one that takes none
 */
export function readArgs<T extends Known>(args: readonly string[], options: T): ReturnType<typeof parseArgs<{ args: string[]; options: T; allowPositionals: true }>> {
  const { tokens } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true });
  const command = tokens.find((token) => token.kind === 'positional')?.value;
  for (const token of tokens) {
    const wrong = token.kind === 'option' ? wrongWith(token, Object.hasOwn(options, token.name) ? options[token.name] : undefined, command) : undefined;
    if (wrong !== undefined) throw new ConfigError(`${wrong}; see canarybed --help`);
  }
  return parseArgs({ args: [...args], options, allowPositionals: true });
}

interface GivenOption {
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

/** What is wrong with an option as it was given; undefined of one that can be read. Pure. */
function wrongWith({ rawName, value, inlineValue }: GivenOption, known: Known[string] | undefined, command: string | undefined): string | undefined {
  if (!known) return command === undefined ? `expected a command, found the option ${rawName}` : `"${command}" takes no option ${rawName}`;
  if (known.type === 'boolean') return value === undefined ? undefined : `${rawName}: expected no value, found "${value}"`;
  if (value === undefined) return `${rawName}: expected a value, found none`;
  // Whoever means it writes it in one word, as with a title that begins so.
  if (inlineValue !== true && value.startsWith('-') && value !== '-') return `${rawName}: expected a value, found ${value} (as a value it is ${inOneWord(rawName, value)})`;
  return undefined;
}

const inOneWord = (rawName: string, value: string): string => (rawName.startsWith('--') ? `${rawName}=${value}` : `${rawName}${value}`);
