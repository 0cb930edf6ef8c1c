/** A line of Terraform's, and the wall seconds since its command began. */
export interface TimedLine {
  readonly at: number;
  readonly text: string;
}

export interface Steps {
  /** Wall seconds before the first of them: Terraform loads the provider, refreshes and plans. */
  readonly before: number;
  /** Wall seconds that each took, by its name such as `create aws_elb.web`, in the order in which they ended. */
  readonly took: ReadonlyMap<string, number>;
}

const BEGINS = /^(\S+)(?: \(.*?\))?: (Creating|Modifying|Destroying)\.\.\./;
const ENDS = /^(\S+)(?: \(.*?\))?: (Creation|Modifications|Destruction) complete/;

const VERBS: Readonly<Record<string, string>> = {
  Creating: 'create',
  Creation: 'create',
  Modifying: 'modify',
  Modifications: 'modify',
  Destroying: 'destroy',
  Destruction: 'destroy',
};

/**
 * How long Terraform took for each resource. By our own clock: what Terraform itself writes are whole seconds. A step that
 * did not end is left out, and where none began nothing is known of the time before. Pure.
 */
export function stepsOf(lines: readonly TimedLine[]): Steps {
  const begun = new Map<string, number>();
  const took = new Map<string, number>();
  let before = Number.NaN;
  for (const { at, text } of lines) {
    const begins = nameIn(BEGINS, text);
    if (begins !== undefined) {
      if (begun.size === 0) before = at;
      begun.set(begins, at);
    }
    const ends = nameIn(ENDS, text);
    const since = ends === undefined ? undefined : begun.get(ends);
    if (ends !== undefined && since !== undefined) took.set(ends, at - since);
  }
  return { before, took };
}

function nameIn(pattern: RegExp, text: string): string | undefined {
  const [, address, word] = pattern.exec(text) ?? [];
  return address === undefined || word === undefined ? undefined : `${VERBS[word]} ${address}`;
}
