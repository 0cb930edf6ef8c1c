import { ConfigError } from '../../model/errors.js';
import { splitCommand } from '../config/split-command.js';

/** A command as the configuration takes it: a text where that has plain words and quotes alone, else a shell with it. Pure. */
export function commandValue(text: string): string | string[] {
  try {
    splitCommand(text, 'command');
    return text;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    // Settings and several commands are a shell's own matter; else it need not stay beside the app.
    return ['sh', '-c', /&&|[;|]|^\s*\w+=/.test(text) ? text : `exec ${text}`];
  }
}

/** One word, quoted where a shell would read it otherwise. Pure. */
export const quoted = (word: string): string => (/^[\w@%+=:,./{}$-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** A command without the settings before it, and those. Pure. */
export function leadingSettings(text: string): { command: string; settings: { name: string; value: string }[] } {
  const settings: { name: string; value: string }[] = [];
  let command = text.trim().replace(/^(?:exec|cross-env|env)\s+(?=\S)/, '');
  for (let match = /^([A-Za-z_]\w*)=("[^"$]*"|'[^']*'|[^\s"'$]*)\s+(?=\S)/.exec(command); match; match = /^([A-Za-z_]\w*)=("[^"$]*"|'[^']*'|[^\s"'$]*)\s+(?=\S)/.exec(command)) {
    settings.push({ name: match[1] ?? '', value: (match[2] ?? '').replace(/^["']|["']$/g, '') });
    command = command.slice(match[0].length).replace(/^(?:exec|cross-env|env)\s+(?=\S)/, '');
  }
  return { command, settings };
}
