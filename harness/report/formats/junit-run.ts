import { surpriseLines } from '../console-lines.js';
import { actualWords, attemptsOf, differencesOf, expectedWords, FATE_WORDS, fateOf, inReadingOrder } from '../scenario-words.js';
import type { RunResults, ScenarioResult, UnrunResult } from '../results.js';
import type { UnjudgedScenario } from '../unjudged.js';
import type { Place } from './format.js';
import { junitText, type TestCase, type TestSuite } from './junit-text.js';
import { pathFrom } from './path-from.js';

/**
 * A run as JUnit's XML: a suite is a scenario file, in the order of paths; a test case is a scenario, in that of lines. What
 * an interrupted run did not judge are errors, since tools look at cases alone. Pure.
 */
export function junitOfRun(results: RunResults, { folder }: Place = {}): string {
  const { runtime, pace, wallSeconds, interrupted, unrun } = results;
  const begun = results.unjudged?.begun ?? [];
  const fileOf = ({ location }: Pick<UnrunResult, 'location'>): string => location?.file ?? 'not run';
  // Stable sorting, last by line: the outcome is told by the case itself.
  const scenarios = inReadingOrder(results.scenarios).sort((a, b) => a.location.line - b.location.line);
  const files = [...new Set([...scenarios, ...begun, ...unrun].map(fileOf))].sort();
  const suites: TestSuite[] = files.map((file) => ({
    name: pathFrom(folder, file),
    cases: [
      ...scenarios.filter(({ location }) => location.file === file).map((scenario) => caseOf(scenario, pathFrom(folder, file))),
      ...begun.filter(({ location }) => location.file === file).map((each) => unjudgedCase(each, pathFrom(folder, file))),
      ...unrun.filter((each) => fileOf(each) === file).map((each) => unrunCase(each, pathFrom(folder, file))),
    ],
  }));
  return junitText('canarybed run', [...suites, ...notBegun(results)], { runtime, pace, interrupted: interrupted ? 'true' : undefined }, wallSeconds);
}

const unrunCase = ({ title, location, why, reason }: UnrunResult, file: string): TestCase => ({
  name: title,
  classname: classOf(file),
  ...(location ? { file, line: location.line } : {}),
  seconds: 0,
  properties: {},
  ending: { kind: 'skipped', message: `${why}: ${reason}` },
});

const unjudgedCase = ({ title, location }: UnjudgedScenario, file: string): TestCase => ({
  name: title,
  classname: classOf(file),
  file,
  ...(location.line > 0 ? { line: location.line } : {}),
  seconds: 0,
  properties: {},
  ending: { kind: 'error', type: 'interrupted', message: 'not judged: the run was interrupted' },
});

/** What is known by its number alone, in one case. */
function notBegun({ interrupted, unjudged }: RunResults): TestSuite[] {
  const count = unjudged?.count === undefined ? undefined : unjudged.count - unjudged.begun.length;
  if (!interrupted || count === 0) return [];
  const which = count === undefined ? 'there would have been more' : `${count} more ${count === 1 ? 'scenario was' : 'scenarios were'} not begun`;
  return [{ name: 'interrupted', cases: [{ name: 'interrupted', classname: 'canarybed', seconds: 0, properties: {}, ending: { kind: 'error', type: 'interrupted', message: `the run was interrupted: ${which}` } }] }];
}

/** Jenkins takes all before the last dot for a package. */
const classOf = (file: string): string => file.replace(/\.scenario\.[cm]?[jt]s$/, '').replaceAll('/', '.');

function caseOf(scenario: ScenarioResult, file: string): TestCase {
  const { title, location, wallSeconds, lastLines } = scenario;
  return {
    name: title,
    classname: classOf(file),
    file,
    ...(location.line > 0 ? { line: location.line } : {}),
    seconds: wallSeconds,
    properties: propertiesOf(scenario),
    ending: endingOf(scenario, file),
    ...(lastLines === undefined ? {} : { output: lastLines }),
    // What fails says so itself.
    ...(fateOf(scenario) === 'flaky' ? { errors: attemptsOf(scenario) } : {}),
  };
}

function propertiesOf(scenario: ScenarioResult): TestCase['properties'] {
  const { expectation, reason, checksSent, checksProjected, verdict, confirmation, retries } = scenario;
  return {
    expected: expectedWords(scenario),
    actual: actualWords(scenario),
    because: expectation.because,
    reason,
    polls: checksSent,
    // Slots that were not waited for are no polls.
    pollsProjected: checksProjected === 0 ? undefined : checksProjected,
    timeToVerdict: verdict?.at,
    confirmation: confirmation?.state,
    flaky: retries?.flaky === true ? `as expected at attempt ${retries.attempts}` : undefined,
  };
}

function endingOf(scenario: ScenarioResult, file: string): TestCase['ending'] {
  const { title, location, outcome, lastLines: _log, keep: _gone, ...end } = scenario;
  if (outcome === 'as-expected') return { kind: 'passed' };
  const told = surpriseLines({ title, location: { file, line: location.line } }, { outcome, ...end });
  return {
    kind: outcome === 'surprise' ? 'failure' : 'error',
    type: FATE_WORDS[fateOf(scenario)],
    message: differencesOf(scenario).join('; '),
    text: [...told, ...(scenario.reproduce === undefined ? [] : [`  $ ${scenario.reproduce}`])].join('\n'),
  };
}
