import { runSentence } from '../console-lines.js';
import { actualWords, attemptsOf, differencesOf, expectedWords, FATE_WORDS, fateOf, inReadingOrder } from '../scenario-words.js';
import type { RunResults, ScenarioResult } from '../results.js';
import type { Place } from './format.js';
import { code, document, link, section, table, words } from './markdown-text.js';
import { pathFrom } from './path-from.js';

/** Rows of a table, and scenarios that are told of in full. */
const MOST = 20;

/** Sentences of one scenario on what users got. */
const MOST_HURT = 3;

/**
 * A run for the summary of a CI job: the sentence, what came out with surprises first, and in what they differ. No wall
 * times: two runs that come to the same are told in the same words. Pure.
 */
export function markdownOfRun(results: RunResults, place: Place = {}): string {
  const { runtime, pace, facts, unrun } = results;
  const scenarios = inReadingOrder(results.scenarios);
  const address = facts?.link ?? place.link;
  const about = [`runtime ${words(runtime)}`, `pace ${words(pace)}`, ...(facts?.commit === undefined ? [] : [`commit ${code(facts.commit)}`]), ...(address === undefined ? [] : [link('CI job', address)])];
  return document([
    `## canarybed: ${runSentence(results)}`,
    '',
    `${about.join(', ')}`,
    ...section('Scenarios', rowsOf(scenarios)),
    ...section('In what they differ', scenarios.filter((scenario) => fateOf(scenario) !== 'as-expected').slice(0, MOST).flatMap((scenario) => itemOf(scenario, place))),
    ...section('Not run', unrun.slice(0, MOST).map(({ title, why, reason }) => `- ${words(title)}: ${why}, ${words(reason)}`).concat(restOf(unrun.length))),
  ]);
}

function rowsOf(scenarios: readonly ScenarioResult[]): string[] {
  if (scenarios.length === 0) return [];
  const rows = scenarios.slice(0, MOST).map((scenario) => {
    const fate = fateOf(scenario);
    const mark = FATE_WORDS[fate];
    return [fate === 'as-expected' ? mark : `**${mark}**`, words(scenario.title), words(expectedWords(scenario)), words(actualWords(scenario)), judgedText(scenario)];
  });
  return [...table([['', 'scenario', 'expected', 'found', 'judged after'], ...rows]), ...restText(scenarios.slice(MOST))];
}

/** In the balancer's time. */
const judgedText = ({ verdict, confirmation }: ScenarioResult): string =>
  verdict ? `${Math.round(verdict.at * 10) / 10} s${confirmation?.state === 'provisional' ? ', provisional' : ''}` : '';

function restText(rest: readonly ScenarioResult[]): string[] {
  if (rest.length === 0) return [];
  const fates = [...new Set(rest.map(fateOf))];
  return ['', `and ${rest.length} more: ${fates.map((fate) => `${rest.filter((one) => fateOf(one) === fate).length} ${FATE_WORDS[fate]}`).join(', ')}`];
}

const restOf = (count: number): string[] => (count > MOST ? [`- and ${count - MOST} more`] : []);

function itemOf(scenario: ScenarioResult, { folder }: Place): string[] {
  const { title, location, hurt = [], lastAnswer, reproduce, retries } = scenario;
  const lines = [
    ...differencesOf(scenario).map((difference) => words(difference)),
    ...attemptsOf(scenario).map((attempt) => words(attempt)),
    ...(fateOf(scenario) === 'flaky' && retries ? [`as expected only at attempt ${retries.attempts}`] : []),
    ...hurt.slice(0, MOST_HURT).map((sentence) => `users: ${words(sentence)}`),
    ...(lastAnswer === undefined ? [] : [`last answer: ${code(lastAnswer)}`]),
    ...(reproduce === undefined ? [] : [code(reproduce, 1000)]),
  ];
  return [`- **${words(title)}** (${code(`${pathFrom(folder, location.file)}:${location.line}`)})`, ...lines.map((line) => `  - ${line}`)];
}
