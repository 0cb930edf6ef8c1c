import type { JournalLine, ScenarioEnd } from '../model/journal.js';

/** A health check at its slot, as one mark. Times in seconds of the rollout's clock. */
export interface TimelineMark {
  readonly at: number;
  readonly passed: boolean;
  /** A status, or the way in which there was none. */
  readonly label: string;
  readonly projected: boolean;
}

/** What one instance was asked and what happened to it until the verdict. */
export interface TimelineLane {
  readonly instance: string;
  /** Of a rollout beside an old fleet: `old` or `canary`. */
  readonly side?: string;
  readonly marks: readonly TimelineMark[];
  readonly events: readonly { readonly at: number; readonly words: string }[];
}

/** A rollout until its verdict, as it is drawn. */
export interface Timeline {
  readonly title: string;
  readonly faults: readonly string[];
  readonly lanes: readonly TimelineLane[];
  readonly verdict: NonNullable<ScenarioEnd['verdict']>;
  readonly reason: string;
  readonly harm: ScenarioEnd['harm'];
}

/**
 * The timeline of a scenario from a run's journal; undefined where it came to no verdict. Of a rollout that was repeated
 * it is the one that counts. Pure.
 */
export function timelineOf(lines: readonly JournalLine[], title: string): Timeline | undefined {
  const start = lines.find((line) => line.type === 'scenario-started' && line.title === title);
  if (start?.type !== 'scenario-started') return undefined;
  const mine = lines.filter((line) => 'scenario' in line && line.scenario === start.scenario);
  const end = mine.find((line) => line.type === 'scenario-ended');
  if (end?.type !== 'scenario-ended' || !end.verdict) return undefined;
  // Beside an old fleet the clock runs before the rollout begins, from where verdicts count.
  const rollout = mine.findLastIndex((line) => line.type === 'phase' && line.phase === 'rollout');
  const phase = mine[rollout];
  const zero = phase?.type === 'phase' ? phase.at : 0;
  // Alone, the first process starts before its rollout is said to have.
  const first = phase ? rollout : Math.max(0, mine.findLastIndex(({ type }) => type === 'rollout-started') - 1);
  const counted = mine.slice(first);
  const checked = [...new Set(counted.flatMap((line) => (line.type === 'probe' && line.phase === 'rollout' ? [line.instance] : [])))];
  return {
    title,
    faults: start.faults.map(({ summary }) => summary),
    lanes: checked.map((instance) => laneOf({ all: mine, counted }, instance, zero, end.verdict?.at ?? 0)),
    verdict: end.verdict,
    reason: end.reason ?? '',
    harm: end.harm,
  };
}

function laneOf({ all, counted }: Record<'all' | 'counted', readonly JournalLine[]>, instance: string, zero: number, until: number): TimelineLane {
  const marks: TimelineMark[] = [];
  const events: { at: number; words: string }[] = [];
  for (const line of counted) {
    if (!('instance' in line) || line.instance !== instance || !('at' in line)) continue;
    const at = line.at - zero;
    if (at > until) continue;
    if (line.type === 'probe' && line.phase === 'rollout') {
      const label = line.status === undefined ? line.outcome : String(line.status);
      marks.push({ at, passed: line.outcome === 'passed', label, projected: line.projected === true });
    }
    const words = line.type === 'instance' ? EVENT_WORDS[line.event] : undefined;
    if (words !== undefined) events.push({ at, words });
  }
  const side = all.flatMap((line) => (line.type === 'instance' && line.instance === instance && line.side !== undefined ? [line.side] : []))[0];
  return { instance, ...(side === undefined ? {} : { side }), marks, events };
}

/** What is worth a mark, in a word. */
const EVENT_WORDS: Readonly<Record<string, string>> = {
  listening: 'up',
  exited: 'ended',
  'boot-limit': 'still booting',
  'respawn-stopped': 'given up',
  'fault-struck': 'fault',
  'fault-ended': 'fault over',
};
