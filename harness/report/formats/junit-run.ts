import { surpriseLines } from '../console-lines.js';
import { actualWords, differencesOf, expectedWords, FATE_WORDS, fateOf, inReadingOrder } from '../scenario-words.js';
import type { Place, ReportedRun, ReportedScenario } from './format.js';
import { junitText, type TestCase, type TestSuite } from './junit-text.js';
import { pathFrom } from './path-from.js';

/** A run as JUnit's XML: a suite is a scenario file, in the order of paths; a test case is a scenario, in that of lines. Pure. */
export function junitOfRun(results: ReportedRun, { folder }: Place = {}): string {
  const { runtime, pace, wallSeconds, interrupted, unrun } = results;
  // Stable sorting, last by line: the outcome is told by the case itself.
  const scenarios = inReadingOrder(results.scenarios).sort((a, b) => a.location.line - b.location.line);
  const files = [...new Set(scenarios.map(({ location }) => location.file))].sort();
  const suites: TestSuite[] = files.map((file) => ({
    name: pathFrom(folder, file),
    cases: scenarios.filter(({ location }) => location.file === file).map((scenario) => caseOf(scenario, pathFrom(folder, file))),
  }));
  const left = unrun.map(({ title, why, reason }): TestCase => ({
    name: title, classname: 'not run', seconds: 0, properties: {}, ending: { kind: 'skipped', message: `${why}: ${reason}` },
  }));
  const all = left.length === 0 ? suites : [...suites, { name: 'not run', cases: left }];
  return junitText('canarybed run', all, { runtime, pace, interrupted: interrupted ? 'true' : undefined }, wallSeconds);
}

function caseOf(scenario: ReportedScenario, file: string): TestCase {
  const { title, location, wallSeconds, lastLines } = scenario;
  return {
    name: title,
    // Jenkins takes all before the last dot for a package.
    classname: file.replace(/\.scenario\.[cm]?[jt]s$/, '').replaceAll('/', '.'),
    file,
    ...(location.line > 0 ? { line: location.line } : {}),
    seconds: wallSeconds,
    properties: propertiesOf(scenario),
    ending: endingOf(scenario, file),
    ...(lastLines === undefined ? {} : { output: lastLines }),
  };
}

function propertiesOf(scenario: ReportedScenario): TestCase['properties'] {
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

function endingOf(scenario: ReportedScenario, file: string): TestCase['ending'] {
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
