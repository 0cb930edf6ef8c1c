/** Characters by which a text needs a shell. */
const SHELL = /[|&;<>()$`\\*?~#]/;

/** Words of a command line as a shell would part them; undefined where only a shell can. Pure. */
export function wordsOf(text: string): string[] | undefined {
  const quoted = /'([^']*)'|"((?:[^"\\$`]|\\.)*)"/g;
  if (SHELL.test(text.replace(quoted, ''))) return undefined;
  if (/["']/.test(text.replace(quoted, ''))) return undefined;
  return [...text.matchAll(/(?:'[^']*'|"(?:[^"\\]|\\.)*"|[^\s'"])+/g)].map(([word]) =>
    word.replace(quoted, (_whole, single?: string, double?: string) => single ?? (double ?? '').replace(/\\(.)/g, '$1')),
  );
}

/** A command as the configuration takes it: a text where that is plain, else words, else a shell with it. Pure. */
export function commandValue(text: string): string | string[] {
  const words = wordsOf(text);
  if (!words) return ['sh', '-c', /&&|[;|]/.test(text) ? text : `exec ${text}`];
  return words.join(' ') === text ? text : words;
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
