/** A line of Terraform's, and the wall seconds since its command began. */
export interface TimedLine {
  readonly at: number;
  readonly text: string;
}

/** Wall seconds that each step took, by its name such as `create aws_elb.web`, in the order in which they ended. */
export type Steps = ReadonlyMap<string, number>;

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
 * did not end is left out. Pure.
 */
export function stepsOf(lines: readonly TimedLine[]): Steps {
  const begun = new Map<string, number>();
  const steps = new Map<string, number>();
  for (const { at, text } of lines) {
    const begins = nameIn(BEGINS, text);
    if (begins !== undefined) begun.set(begins, at);
    const ends = nameIn(ENDS, text);
    const since = ends === undefined ? undefined : begun.get(ends);
    if (ends !== undefined && since !== undefined) steps.set(ends, at - since);
  }
  return steps;
}

function nameIn(pattern: RegExp, text: string): string | undefined {
  const [, address, word] = pattern.exec(text) ?? [];
  return address === undefined || word === undefined ? undefined : `${VERBS[word]} ${address}`;
}
