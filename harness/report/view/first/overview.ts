import { interruptedWords } from '../../interrupted-words.js';
import type { BarPart } from '../bar-part.js';
import type { RunOverview, RunUnderWay, ScenarioRow } from '../embed.js';
import type { Mark } from '../mark.js';
import type { Searchable } from '../search.js';
import { counted } from '../words.js';
import { faultsText } from './detection.js';

/** What became of a scenario, gravest first; one that passed when it was run again is told apart. */
export const STATES = ['surprise', 'error', 'timeout', 'refused', 'flaky', 'expected'] as const;
export type State = (typeof STATES)[number];

const BY_OUTCOME: Readonly<Record<ScenarioRow['outcome'], State>> = {
  'as-expected': 'expected', surprise: 'surprise', 'harness-error': 'error', 'control-refused': 'refused', 'timed-out': 'timeout',
};

export const STATE_WORDS: Readonly<Record<State, { readonly word: string; readonly many?: string; readonly mark: Mark }>> = {
  surprise: { word: 'surprise', many: 'surprises', mark: 'fail' },
  error: { word: 'error', many: 'errors', mark: 'warn' },
  timeout: { word: 'timed out', mark: 'ring' },
  refused: { word: 'control refused', mark: 'warn' },
  flaky: { word: 'flaky', mark: 'half' },
  expected: { word: 'as expected', mark: 'pass' },
};

/** Pure. */
export function stateOf({ outcome, retries }: Pick<ScenarioRow, 'outcome' | 'retries'>): State {
  const state = BY_OUTCOME[outcome];
  return state === 'expected' && retries?.flaky === true ? 'flaky' : state;
}

/** The gravest first, each state in the order of the run. Pure. */
export function gravestFirst<T extends Pick<ScenarioRow, 'outcome' | 'retries'>>(rows: readonly T[]): T[] {
  return STATES.flatMap((state) => rows.filter((row) => stateOf(row) === state));
}

/** How many there are of each state. Pure. */
export function countStates(rows: readonly Pick<ScenarioRow, 'outcome' | 'retries'>[]): Record<State, number> {
  const counts = { surprise: 0, error: 0, timeout: 0, refused: 0, flaky: 0, expected: 0 };
  for (const row of rows) counts[stateOf(row)] += 1;
  return counts;
}

/** The run in a sentence or two, of one under way with how far it is. Pure. */
export function runSentence({ running, ...run }: Pick<RunOverview, 'scenarios' | 'interrupted' | 'unjudged' | 'running'>): string {
  if (!running) return judgedSentence(run);
  return run.scenarios.length === 0 ? endedSentence(running) : `${judgedSentence(run)} ${endedSentence(running)}`;
}

const endedSentence = ({ ended, of }: RunUnderWay): string => `${of === undefined ? counted(ended, 'scenario') : `${ended} of ${counted(of, 'scenario')}`} ended, running.`;

function judgedSentence(run: Pick<RunOverview, 'scenarios' | 'interrupted' | 'unjudged'>): string {
  const { scenarios } = run;
  const interrupted = interruptedWords(run);
  const { surprise, error, timeout, refused, flaky, expected } = countStates(scenarios);
  const good = expected + flaky;
  const all = scenarios.length;
  const first =
    all === 0 ? 'No release was judged.' : good === all ? `${all === 1 ? 'The release was' : `All ${counted(all, 'release')} were`} judged as expected.` : `${good} of ${counted(all, 'release')} ${good === 1 || all === 1 ? 'was' : 'were'} judged as expected.`;
  const more = [
    ...(surprise > 0 ? [counted(surprise, 'surprise')] : []),
    ...(error > 0 ? [`${counted(error, 'error')} of the harness`] : []),
    ...(timeout > 0 ? [`${timeout} timed out`] : []),
    ...(refused > 0 ? [`${refused} not run, since the control was refused`] : []),
    ...(flaky > 0 ? [`${flaky} flaky`] : []),
    ...(interrupted === undefined ? [] : [interrupted]),
  ];
  const text = more.join(', ');
  return text === '' ? first : `${first} ${text[0]?.toUpperCase()}${text.slice(1)}.`;
}

/** What its verdict was for; of a surprise whose verdict alone is as expected, in what it differs. Pure. */
export function whyOf({ outcome, expectation, verdict, reason, error, differences }: Pick<ScenarioRow, 'outcome' | 'expectation' | 'verdict' | 'reason' | 'error' | 'differences'>): string {
  const [difference] = differences;
  if (outcome === 'surprise' && difference !== undefined && verdict?.verdict === expectation.verdict) return difference;
  return reason ?? error?.split('\n')[0] ?? '';
}

/** Pure. */
export function stateParts(rows: readonly ScenarioRow[]): BarPart[] {
  const counts = countStates(rows);
  return STATES.toReversed().map((state) => ({ name: STATE_WORDS[state].word, count: counts[state], tone: `t-${state}` }));
}

export type Cell = 'right-accept' | 'false-accept' | 'right-reject' | 'false-reject';

/** Scenarios with a verdict, by what it was and what users got. Pure. */
export function countCells(rows: readonly Pick<ScenarioRow, 'verdict' | 'users'>[]): Record<Cell, number> {
  const count = (verdict: string, harm: string): number => rows.filter((row) => row.verdict?.verdict === verdict && row.users?.harm === harm).length;
  return {
    'right-accept': count('accepted', 'fine'),
    'false-accept': count('accepted', 'hurt'),
    'right-reject': count('rejected', 'hurt'),
    'false-reject': count('rejected', 'fine'),
  };
}

/** Of the scenarios in a cell, how many came out otherwise than was expected of them. Pure. */
export function unexpectedIn(rows: readonly ScenarioRow[], verdict: string, harm: string): number {
  return rows.filter((row) => row.verdict?.verdict === verdict && row.users?.harm === harm && row.outcome !== 'as-expected').length;
}

/** What a scenario is found by. Pure. */
export function searchableRow(row: ScenarioRow): Searchable {
  const state = stateOf(row);
  const faults = row.faults.flatMap(({ name, summary }) => [name, summary]);
  const fields = {
    s: [state, STATE_WORDS[state].word, ...(state === 'expected' || state === 'flaky' ? ['passed'] : ['failed'])],
    v: row.verdict ? [row.verdict.verdict] : [],
    h: row.users ? [row.users.harm, ...row.users.who] : [],
    '@': [row.family],
    why: [row.reason ?? '', row.error ?? ''],
    check: row.failingChecks,
    fault: [...faults, faultsText(row.faults)],
    pace: [row.pace],
    file: [row.location.file],
  };
  const lower = Object.fromEntries(Object.entries(fields).map(([key, values]) => [key, values.map((value) => value.toLowerCase())]));
  return { fields: lower, text: [row.title, row.id, row.family, ...faults, row.reason, row.error, row.location.file].join('\n').toLowerCase() };
}
