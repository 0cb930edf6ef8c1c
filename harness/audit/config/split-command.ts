import { ConfigError } from '../../model/errors.js';

/** Characters to which a shell gives a meaning of its own; `$` and the backtick keep it within double quotes. */
const SHELLS_OWN = /[|&;<>()$`*?[\]#~\n]/;

/** The next part of a word, by what it begins with: quoted text, an escaped character, or plain ones. */
const PART = /'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\]+)/y;

/**
 * A command's words as a shell would split them, where it has plain words and quotes alone.
 * @param what where the command was given, for messages, which never show it: it may carry a secret
 * @throws ConfigError for what only a shell could carry out, and for a quote that does not end
 */
export function splitCommand(command: string, what: string): string[] {
  const words: string[] = [];
  let [at, word] = [0, undefined as string | undefined];
  while (at < command.length) {
    const blank = /\s+/y;
    blank.lastIndex = at;
    if (blank.test(command)) {
      if (word !== undefined) words.push(word);
      [at, word] = [blank.lastIndex, undefined];
      continue;
    }
    PART.lastIndex = at;
    const part = PART.exec(command);
    if (!part) throw new ConfigError(`${what}: expected every quote to end, found one that does not`);
    word = (word ?? '') + textOf(part, what);
    at = PART.lastIndex;
  }
  if (word !== undefined) words.push(word);
  return checkWords(words, command, what);
}

function textOf([, single, double, escaped, plain]: RegExpExecArray, what: string): string {
  if (plain !== undefined) refuse(SHELLS_OWN.exec(plain)?.[0], what);
  if (double === undefined) return single ?? escaped ?? plain ?? '';
  refuse(/[$`]/.exec(double.replace(/\\[\s\S]/g, ''))?.[0], what);
  return double.replace(/\\(["\\$`])/g, '$1');
}

function refuse(character: string | undefined, what: string): void {
  if (character === undefined) return;
  throw new ConfigError(
    `${what}: expected plain words and quotes, found ${JSON.stringify(character)}, to which only a shell gives a meaning; say sh -c '...', or quote it (the port is {port}, settings go into env)`,
  );
}

function checkWords(words: string[], command: string, what: string): string[] {
  if (words[0] === undefined || words[0] === '') throw new ConfigError(`${what}: expected a command, found no word`);
  if (/^\s*[A-Za-z_]\w*=/.test(command)) throw new ConfigError(`${what}: expected a program first, found a setting; put ${/\w+/.exec(command)?.[0] ?? 'it'} into env`);
  return words;
}

/** The words of a command that is a text or a list. @throws ConfigError as `splitCommand` does */
export function wordsOf(command: string | readonly string[], what: string): string[] {
  if (typeof command === 'string') return splitCommand(command, what);
  if (command[0] === undefined || command[0] === '') throw new ConfigError(`${what}: expected a program first, found no word`);
  return [...command];
}
