import type { JournalLine } from '../model/journal.js';

export type LineOf<T extends JournalLine['type']> = Extract<JournalLine, { type: T }>;

/** A line that tells of one scenario, or of a control. */
export type ScenarioLine = Extract<JournalLine, { readonly scenario: string }>;

/** What a journal has of one scenario: how it was registered and ended, and the lines of the attempt that counts. */
export interface ScenarioLines {
  readonly start?: LineOf<'scenario-started'>;
  readonly end?: LineOf<'scenario-ended'>;
  readonly lines: readonly ScenarioLine[];
  /** Where its first canary instance was launched; -1: it never was. */
  readonly launched: number;
}

/** What a journal has of all of them, by id; those that ended come in the order in which they did. */
export interface LinesByScenario {
  readonly scenarios: ReadonlyMap<string, ScenarioLines>;
  readonly ended: readonly string[];
}

interface Gathered {
  start?: LineOf<'scenario-started'>;
  end?: LineOf<'scenario-ended'>;
  lines: ScenarioLine[];
  launched: number;
  /** Another attempt after one that ended: it counts once it has ended itself. */
  next?: Gathered;
}

/**
 * Sorts the lines of a journal by scenario, in one pass. A rollout that was repeated began again: what its first attempt
 * showed is not trusted, and stays in the journal. Pure.
 */
export function linesByScenario(lines: readonly JournalLine[]): LinesByScenario {
  const scenarios = new Map<string, Gathered>();
  const ended = new Set<string>();
  for (const line of lines) {
    if (!('scenario' in line) || line.scenario === undefined || line.type === 'control') continue;
    let gathered = scenarios.get(line.scenario);
    if (!gathered) scenarios.set(line.scenario, (gathered = { lines: [], launched: -1 }));
    take(gathered, line);
    if (line.type !== 'scenario-ended') continue;
    // The last end of one that was run again counts, and so does its place.
    ended.delete(line.scenario);
    ended.add(line.scenario);
  }
  return { scenarios, ended: [...ended] };
}

function take(gathered: Gathered, line: ScenarioLine): void {
  if (gathered.end && line.type === 'attempt-started') gathered.next = { lines: [], launched: -1 };
  else if (gathered.next) takeNext(gathered, gathered.next, line);
  else takeOwn(gathered, line);
}

function takeNext(gathered: Gathered, next: Gathered, line: ScenarioLine): void {
  takeOwn(next, line);
  if (line.type !== 'scenario-ended') return;
  delete gathered.next;
  Object.assign(gathered, next);
}

function takeOwn(gathered: Gathered, line: ScenarioLine): void {
  switch (line.type) {
    case 'scenario-started':
      gathered.start = line;
      return begin(gathered);
    case 'scenario-ended':
      gathered.end = line;
      return;
    case 'attempt-started':
      return begin(gathered);
    case 'rollout-started':
      // A journal without attempts tells by the second launch alone that the first one does not count.
      if (gathered.launched >= 0) begin(gathered);
      gathered.launched = gathered.lines.length;
      break;
    default:
  }
  gathered.lines.push(line);
}

function begin(gathered: Gathered): void {
  gathered.lines = [];
  gathered.launched = -1;
}
