export interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** Instructions that make the image: of the last stage, and of the stages it stands on. Pure. */
export function instructionsOf(text: string): Instruction[] {
  const stages: { readonly from: string; readonly name: string | undefined; readonly lines: Instruction[] }[] = [];
  for (const line of linesOf(text)) {
    const [, word = '', rest = ''] = /^\s*([A-Za-z]+)\s+([\s\S]*)$/.exec(line) ?? [];
    const name = word.toUpperCase();
    if (name === 'FROM') {
      const [, from = '', as] = /^(?:--\S+\s+)*(\S+)(?:\s+[Aa][Ss]\s+(\S+))?/.exec(rest) ?? [];
      stages.push({ from, name: as, lines: [] });
    } else if (name !== '') stages.at(-1)?.lines.push({ name, rest: rest.trim() });
  }
  const made: Instruction[] = [];
  for (let stage = stages.at(-1), before = stages.length; stage; ) {
    made.unshift(...stage.lines);
    const { from } = stage;
    before = stages.slice(0, before).findIndex((each) => each.name === from);
    stage = before < 0 ? undefined : stages[before];
  }
  return made;
}

/** Lines without comments, and those that go on joined. */
function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => !/^\s*(?:#|$)/.test(line));
  return lines.join('\n').replace(/[ \t]*\\[ \t]*\n\s*/g, ' ').split('\n');
}

/** Words of the JSON form; undefined for the shell form. */
export function jsonForm(rest: string): string[] | undefined {
  if (!rest.startsWith('[')) return undefined;
  try {
    const words: unknown = JSON.parse(rest);
    return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words : undefined;
  } catch {
    return undefined;
  }
}

/** Settings of an ENV or ARG line, in both of its forms. */
export function assignments(rest: string): { name: string; value?: string }[] {
  const plain = /^(\w+)\s+([^=][\s\S]*)$/.exec(rest);
  if (plain) return [{ name: plain[1] ?? '', value: plain[2] ?? '' }];
  return [...rest.matchAll(/(\w+)(?:=("(?:[^"\\]|\\.)*"|'[^']*'|\S*))?/g)].map(([, name = '', value]) =>
    value === undefined ? { name } : { name, value: value.replace(/^(["'])([\s\S]*)\1$/, '$2') },
  );
}
