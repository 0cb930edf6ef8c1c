import { looksSecret, secretsOf } from './secrets.js';

const MASK = '***';

const VALUE = String.raw`"[^"]*"|'[^']*'|[^\s;&|'"]+`;
/** A setting before a program or behind `env`, or an option with its value. */
const ASSIGNED = new RegExp(String.raw`(?<![\w-])(-{0,2}([A-Za-z_][\w.-]*)=)(${VALUE})`, 'g');
/** An option with its value behind it; one that is followed by another has none. */
const OPTION = new RegExp(String.raw`(?<!\S)(--?([A-Za-z][\w-]*)\s+)(?!-)(${VALUE})`, 'g');
const HEADER = /(\bauthorization:\s*(?:(?:bearer|basic|token)\s+)?)()([^\s'"]+)/gi;
const WORD = /()()([^\s'"=;&|]+)/g;
const URL_PASSWORD = /([a-z][a-z0-9+.-]*:\/\/[^\s/?#:@"'<>]*:)()([^\s/?#"'<>]+)(?=@)/gi;

/** What a shell fills in is no secret yet. */
const FILLED_IN = /^["']?\$/;

/** A command as messages may show it: values that are or look like secrets are `***`. Pure. */
export const commandText = (command: readonly string[]): string => told(command).text;

/** A line that a shell would be given, fit to be shown in the same way. Pure. */
export const commandLineText = (line: string): string => commandText([line]);

/** The secrets that stand in a command, each once. Pure. */
export const secretsOfCommand = (command: readonly string[]): string[] => [...new Set(told(command).secrets)];

function told(command: readonly string[]): { readonly text: string; readonly secrets: readonly string[] } {
  const secrets: string[] = [];
  const hide = (value: string): string => {
    const bare = value.replace(/^(["'])(.*)\1$/s, '$2');
    if (bare !== '' && bare !== MASK) secrets.push(bare);
    return MASK;
  };
  const words = command.map((word, index) => (isSecretOption(command[index - 1]) && !word.startsWith('-') && !FILLED_IN.test(word) ? hide(word) : withoutSecrets(word, hide)));
  return { text: words.join(' '), secrets };
}

const isSecretOption = (word = ''): boolean => /^--?[A-Za-z][\w-]*$/.test(word) && looksSecret(word.replace(/^-+/, ''));

function withoutSecrets(text: string, hide: (value: string) => string): string {
  const masking = (pattern: RegExp, isSecret: (name: string, value: string) => boolean) => (so: string): string =>
    so.replace(pattern, (whole, before: string, name: string, value: string) => (isSecret(name, value) && !FILLED_IN.test(value) ? before + hide(value) : whole));
  const named = (name: string, value: string): boolean => looksSecret(name) && !isUrl(value);
  return [
    masking(ASSIGNED, named),
    masking(OPTION, named),
    masking(HEADER, () => true),
    masking(URL_PASSWORD, (_, value) => value !== MASK),
    masking(WORD, (_, value) => !isUrl(value) && value !== MASK && secretsOf({ word: value }).includes(value)),
  ].reduce((so, mask) => mask(so), text);
}

const isUrl = (value: string): boolean => value.includes('://');
