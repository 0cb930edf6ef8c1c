import type { ScenarioEnd } from '../model/journal.js';
import { byPlace } from './by-place.js';
import type { ScenarioResult } from './results.js';
import { hurtBeside } from './users-harm.js';

/** What became of a scenario: its outcome, or that it was as expected only when it was tried again. */
export type Fate = ScenarioEnd['outcome'] | 'flaky';

/** The gravest first: the order in which people want to read them. */
export const FATES = ['surprise', 'harness-error', 'timed-out', 'control-refused', 'flaky', 'as-expected'] as const satisfies readonly Fate[];

export const FATE_WORDS: Readonly<Record<Fate, string>> = {
  surprise: 'surprise', 'harness-error': 'error', 'timed-out': 'timed out', 'control-refused': 'control refused', flaky: 'flaky', 'as-expected': 'ok',
};

export const fateOf = ({ outcome, retries }: ScenarioResult): Fate => (outcome === 'as-expected' && retries?.flaky === true ? 'flaky' : outcome);

/** The gravest first, then by file, line and title: the order in which they ended differs from run to run. Pure. */
export function inReadingOrder(scenarios: readonly ScenarioResult[]): ScenarioResult[] {
  const place = (scenario: ScenarioResult): number => FATES.indexOf(fateOf(scenario));
  return [...scenarios].sort((a, b) => place(a) - place(b) || byPlace(a, b));
}

/** What must have come out, as `rejected because pages, users hurt`. Pure. */
export function expectedWords({ expectation: { verdict, because, harm } }: ScenarioResult): string {
  return `${verdict}${because === undefined ? '' : ` because ${because}`}${harm === undefined ? '' : `, users ${harm}`}`;
}

/** What came out, as `accepted (in service, users hurt)`, or the first line of why nothing did. Pure. */
export function actualWords(scenario: ScenarioResult): string {
  const { verdict, reason, harm, outcome, error } = scenario;
  if (!verdict) return firstLineOf(error) || FATE_WORDS[outcome];
  const why = [reason, harm && `users ${harm}`, ...hurtBeside(scenario)].filter((word) => word !== undefined);
  return `${verdict.verdict}${why.length === 0 ? '' : ` (${why.join(', ')})`}`;
}

/** In what it differs from what was expected, or why there is no verdict. Pure. */
export function differencesOf({ judgement, error, outcome }: ScenarioResult): readonly string[] {
  if (judgement?.outcome === 'surprise') return judgement.differences;
  return outcome === 'as-expected' ? [] : [firstLineOf(error) || FATE_WORDS[outcome]];
}

/** What each attempt before the last one came to. Pure. */
export const attemptsOf = ({ retries }: Pick<ScenarioEnd, 'retries'>): string[] => (retries?.earlier ?? []).map((words, index) => `attempt ${index + 1}: ${words}`);

const firstLineOf = (text = ''): string => text.trim().split('\n')[0] ?? '';
