import type { ScenarioEnd } from '../model/journal.js';
import type { Scenario, UnrunScenario } from '../model/scenario.js';
import { interruptedWords, type HowEnded } from './interrupted-words.js';
import { attemptsOf } from './scenario-words.js';
import { inOneLine, toldInOneLine, toldLine } from './told-line.js';
import { hurtBeside } from './users-harm.js';

const MARKS = { 'as-expected': 'ok', surprise: 'SURPRISE', 'harness-error': 'ERROR', 'control-refused': 'REFUSED', 'timed-out': 'TIMEOUT' } as const;

/** As expected, but not at first. */
const FLAKY = 'FLAKY';

/** One line for a scenario that ended: verdict, reason, checks sent, virtual and wall time. Pure. */
export const endLine = (scenario: Scenario, end: ScenarioEnd): string => lineOf(end.retries?.flaky === true ? FLAKY : MARKS[end.outcome], scenario, end);

/** The same line of an attempt that is not the last one. Pure. */
export const retryLine = (scenario: Scenario, end: ScenarioEnd): string => `${lineOf(MARKS[end.outcome], scenario, end)}, to be run again`;

/** The same line while the watch that confirms the verdict goes on. Pure. */
export const judgedLine = (scenario: Scenario, end: ScenarioEnd): string => lineOf('judged', scenario, end);

const lineOf = (word: string, scenario: Scenario, end: ScenarioEnd): string => toldInOneLine(lineWithin(word, scenario, end));

function lineWithin(word: string, { title }: Scenario, end: ScenarioEnd): string {
  const mark = word.padEnd(8);
  if (!end.verdict || end.outcome === 'harness-error') return `${mark} ${title}: ${(end.error ?? '').split('\n')[0]}`;
  const checks = `${counted(end.checksSent, 'check')}${end.checksProjected > 0 ? ` + ${end.checksProjected} projected` : ''}`;
  const times = `${seconds(end.verdict.at)} virtual, ${seconds(end.wallSeconds)} wall`;
  const attempt = end.retries ? `, attempt ${end.retries.attempts}` : '';
  const users = [...(end.harm === undefined ? [] : [`users ${end.harm}`]), ...hurtBeside(end)].map((word) => `, ${word}`).join('');
  return `${mark} ${end.verdict.verdict} (${end.reason}${users})  ${title}  [${checks}, ${times}${attempt}${sureness(end)}]`;
}

/** What users got through the balancer, where not all of it was well. */
function usersLines({ beside }: ScenarioEnd): string[] {
  if (!beside || beside.users.errors === 0) return [];
  const { byFleet, byPhase, examples } = beside.users;
  const shares = (counts: typeof byFleet): string =>
    Object.entries(counts).map(([name, { requests, errors }]) => `${name} ${errors} of ${requests}`).join(', ');
  return [`  requests failed by fleet: ${shares(byFleet)}; by phase: ${shares(byPhase)}`, ...examples.map((example) => `  users: ${example}`)];
}

function sureness({ confirmation }: ScenarioEnd): string {
  switch (confirmation?.state) {
    case 'provisional':
      return ', provisional';
    case 'repeated':
      return ', repeated in real time';
    default:
      return '';
  }
}

/** Why a scenario was not run. Pure. */
export const unrunLine = ({ title, why, reason }: UnrunScenario): string => toldInOneLine(`${why.padEnd(8)} ${title}: ${reason}`);

/** All that is needed to understand a surprise without running it again. Pure. */
export function surpriseLines({ title, location }: Pick<Scenario, 'title' | 'location'>, end: ScenarioEnd): string[] {
  const differences = end.outcome === 'surprise' && end.judgement?.outcome === 'surprise' ? end.judgement.differences : [];
  return [
    `${MARKS[end.outcome]}: ${title}`,
    `  at ${location.file}:${location.line}`,
    ...attemptLines(end),
    ...(end.error === undefined ? [] : [`  ${end.error.replaceAll('\n', '\n  | ')}`]),
    ...differences.map((difference) => `  ${difference}`),
    ...(end.verdict ? [`  verdict: ${end.verdict.verdict}, ${end.verdict.comparison}`] : []),
    ...(end.hurt ?? []).slice(0, 4).map((difference) => `  users: ${difference}`),
    ...usersLines(end),
    ...(end.confirmation?.state === 'repeated' ? [`  repeated in real time: ${end.confirmation.why}`] : []),
    ...(end.lastAnswer === undefined ? [] : [`  last answer: ${inOneLine(end.lastAnswer).slice(0, 600)}`]),
    ...(end.explained ?? []).map((sentence) => `  event ${inOneLine(sentence).slice(0, 600)}`),
    ...(end.lastLines ?? []).map((line) => `  | ${line.slice(0, 300)}`),
    ...(end.keep ?? []).map((line) => `  $ ${line}`),
  ].map(toldLine);
}

/** What a scenario came to before it was as expected. Pure. */
export const flakyLines = ({ title, location }: Scenario, end: ScenarioEnd): string[] => [
  `${FLAKY}: ${title}`,
  `  at ${location.file}:${location.line}`,
  ...attemptLines(end),
  `  attempt ${end.retries?.attempts ?? 1}: as expected`,
].map(toldLine);

const attemptLines = (end: ScenarioEnd): string[] => attemptsOf(end).map((line) => `  ${line}`);

/** A run as its sentence tells it. */
export type ToldRun = Omit<HowEnded, 'scenarios'> & { readonly scenarios: readonly ScenarioEnd[] };

/** The run in one sentence, and how long it took. Pure. */
export const summaryLine = (run: ToldRun, wallSeconds: number): string => `${runSentence(run)} (${seconds(wallSeconds)})`;

/** The same of scenarios that were run just now: those that were to be, and those that ended. Pure. */
export const suiteSummary = (wanted: number, { ends, interrupted, wallSeconds }: RanSuite): string =>
  summaryLine({ scenarios: [...ends.values()], interrupted, unjudged: { count: wanted - ends.size, begun: [] } }, wallSeconds);

interface RanSuite {
  readonly ends: ReadonlyMap<string, ScenarioEnd>;
  readonly interrupted: boolean;
  readonly wallSeconds: number;
}

/** The run in one sentence. Pure. */
export function runSentence(run: ToldRun): string {
  const { scenarios: ends } = run;
  const interrupted = interruptedWords(run);
  const count = (outcome: ScenarioEnd['outcome']): number => ends.filter((end) => end.outcome === outcome).length;
  const flaky = ends.filter((end) => end.retries?.flaky === true).length;
  const parts = [
    `${count('as-expected')} of ${ends.length} releases were judged as expected`,
    ...(flaky > 0 ? [`${flaky} of them flaky`] : []),
    counted(count('surprise'), 'surprise'),
    ...(count('harness-error') > 0 ? [`${counted(count('harness-error'), 'error')} of the harness`] : []),
    ...(count('control-refused') > 0 ? [`${count('control-refused')} not run, the control was refused`] : []),
    ...(interrupted === undefined ? [] : [interrupted]),
  ];
  return parts.join(', ');
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const seconds = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} s`;
