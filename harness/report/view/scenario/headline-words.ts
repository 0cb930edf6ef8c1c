import { attemptsOf } from '../../scenario-words.js';
import type { ExpectedCount } from '../../../model/scenario.js';
import { countText } from '../../../model/verdict.js';
import type { ScenarioResult } from '../../results.js';

/** How a scenario ended, as colours tell it; a word always stands beside. */
export type Tone = 'good' | 'bad' | 'odd';

export interface Headline {
  readonly tone: Tone;
  /** `as expected`, `surprise`, ... */
  readonly word: string;
  readonly expected: string;
  /** Left out where there is no verdict. */
  readonly got?: string;
  /** What is to be read first: in what it differs, or why there is no verdict. */
  readonly remarks: readonly string[];
}

const WORDS: Readonly<Record<ScenarioResult['outcome'], readonly [Tone, string]>> = {
  'as-expected': ['good', 'as expected'],
  surprise: ['bad', 'surprise'],
  'harness-error': ['odd', 'error of the harness'],
  'control-refused': ['odd', 'control refused'],
  'timed-out': ['odd', 'timed out'],
};

/** What a reader must know first. Pure. */
export function headlineOf(scenario: ScenarioResult): Headline {
  const { outcome, expectation, verdict, reason, judgement, error, retries } = scenario;
  const [tone, word] = WORDS[outcome];
  const flaky = retries?.flaky === true;
  const differences = judgement?.outcome === 'surprise' ? judgement.differences : [];
  return {
    tone: flaky ? 'odd' : tone,
    word: flaky ? 'flaky' : word,
    expected: expectedWords(expectation),
    ...(verdict ? { got: gotWords(verdict.verdict, reason) } : {}),
    remarks: [
      ...(flaky ? [`As expected at attempt ${retries.attempts} only.`] : []),
      ...attemptsOf(scenario),
      ...differences,
      ...(error === undefined ? [] : [error]),
      ...(outcome === 'control-refused' && error === undefined ? ['The same release without a fault was refused, so that a verdict on this one would mean nothing.'] : []),
    ],
  };
}

/** `rejected because database`, and what else must be. */
function expectedWords({ verdict, because, harm, oldHarm, userErrors, replacements, oldFleet }: ScenarioResult['expectation']): string {
  return [
    because === undefined ? verdict : `${verdict} because ${because}`,
    ...(harm === undefined ? [] : [`users ${harm}`]),
    ...(oldHarm === undefined ? [] : [`users of the old fleet ${oldHarm}`]),
    ...(userErrors === undefined ? [] : [`${countText(userErrors)} ${plural(userErrors, 'error')} for users`]),
    ...(replacements === undefined ? [] : [`${countText(replacements)} ${plural(replacements, 'instance')} in the place of others`]),
    ...(oldFleet === undefined ? [] : [`the old fleet ${oldFleet}`]),
  ].join(', ');
}

/** A noun after `1`, `0` or `at least 1`. */
const plural = (count: ExpectedCount, noun: string): string => ((typeof count === 'number' ? count : count.atLeast) === 1 ? noun : `${noun}s`);

const gotWords = (verdict: string, reason: string | undefined): string => (verdict === 'rejected' && reason !== undefined && reason !== '' ? `${verdict} because ${reason}` : verdict);

/** Why there is nothing to be drawn of the rollout, in words. Pure. */
export function nothingBooted({ outcome }: Pick<ScenarioResult, 'outcome'>): string {
  switch (outcome) {
    case 'control-refused':
      return 'Nothing was rolled out: the release without its fault was refused already.';
    case 'harness-error':
      return 'Nothing was rolled out: the harness failed before an instance could be launched.';
    case 'timed-out':
      return 'Nothing was rolled out before the time was over.';
    default:
      return 'The journal has no rollout of this scenario.';
  }
}
