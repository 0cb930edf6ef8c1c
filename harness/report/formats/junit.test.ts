import fc from 'fast-check';
import { junitOfAudit } from './junit-audit.js';
import { junitOfRun } from './junit-run.js';
import type { RunResults } from '../results.js';
import { childrenOf, readXml, type ReadElement } from './read-xml.testing.js';
import { auditResults, EARLIER, failed, hostileMutant, hostileScenario, mutant, runResults, scenarioResult, surprise, survivor } from './sample-results.testing.js';
import { xmlCharacters } from './xml-text.js';

const PLACE = { folder: '/shop' };
const readRun = (...given: Parameters<typeof junitOfRun>): ReadElement => readXml(junitOfRun(...given));

const casesOf = (root: ReadElement): ReadElement[] => childrenOf(root, 'testsuite').flatMap((suite) => childrenOf(suite, 'testcase'));
const propertiesOf = (element: ReadElement): Record<string, string | undefined> =>
  Object.fromEntries(childrenOf(element, 'properties').flatMap(({ children }) => children.map(({ attributes }) => [attributes['name'], attributes['value']])));
/** Name of what became of a test case; undefined of one that passed. */
const endingOf = (element: ReadElement | undefined): ReadElement | undefined => element?.children.find(({ name }) => ['failure', 'error', 'skipped'].includes(name));

test('a suite is a scenario file, told from the working directory on, with the sums of its cases', () => {
  const other = scenarioResult({ location: { file: '/elsewhere/a.scenario.ts', line: 1 } });
  const root = readRun(runResults([surprise({ wallSeconds: 1 }), scenarioResult({ title: 'first', wallSeconds: 0.5, location: { file: '/shop/scenarios/pages.scenario.ts', line: 1 } }), other]), PLACE);
  expect(root).toMatchObject({ name: 'testsuites', attributes: { name: 'canarybed run', tests: '3', failures: '1', errors: '0', skipped: '0', time: '61.250' } });
  const suites = childrenOf(root, 'testsuite');
  expect(suites.map(({ attributes }) => attributes)).toEqual([
    { name: '/elsewhere/a.scenario.ts', tests: '1', failures: '0', errors: '0', skipped: '0', time: '9.500' },
    { name: 'scenarios/pages.scenario.ts', tests: '2', failures: '1', errors: '0', skipped: '0', time: '1.500' },
  ]);
  expect(casesOf(root).map(({ attributes }) => attributes['name'])).toEqual(['a page is blank', 'first', 'a page is blank']);
  expect(casesOf(root)[2]?.attributes).toEqual({ name: 'a page is blank', classname: 'scenarios.pages', file: 'scenarios/pages.scenario.ts', line: '3', time: '1.000' });
});

test('a case tells what was expected and what was found, how many checks were sent, and when it was judged', () => {
  const [one] = casesOf(readRun(runResults([scenarioResult()]), PLACE));
  expect(one && propertiesOf(one)).toEqual({
    expected: 'rejected because pages, users hurt', actual: 'rejected (check pages, users hurt)', because: 'pages', reason: 'check pages',
    polls: '6', pollsProjected: '1', timeToVerdict: '80', confirmation: 'confirmed',
  });
  expect(endingOf(one)).toBeUndefined();
});

test('a surprise is a failure with all that is needed to understand it, and the last lines of the log', () => {
  const [one] = casesOf(readRun(runResults([surprise({ reproduce: 'canarybed run -t "^a page is blank$"' })]), PLACE));
  const failure = endingOf(one);
  expect(failure).toMatchObject({ name: 'failure', attributes: { message: 'expected rejected, got accepted (1 of 1 instances in service at 30 s)', type: 'surprise' } });
  expect(failure?.text.split('\n')).toEqual([
    'SURPRISE: a page is blank', '  at scenarios/pages.scenario.ts:3', '  expected rejected, got accepted (1 of 1 instances in service at 30 s)',
    '  verdict: accepted, 1 of 1 instances in service at 30 s', '  users: front: an empty page', '  last answer: {"status":"pass"}', '  $ canarybed run -t "^a page is blank$"',
  ]);
  expect(one && childrenOf(one, 'system-out')[0]?.text).toBe('GET / 200\nGET /health 200');
});

test.each(['harness-error', 'control-refused', 'timed-out'] as const)('a scenario without a verdict, as %s, is an error', (outcome) => {
  const root = readRun(runResults([failed(outcome, 'the port was taken\n  by another')]), PLACE);
  expect(root.attributes).toMatchObject({ failures: '0', errors: '1' });
  expect(endingOf(casesOf(root)[0])).toMatchObject({ name: 'error', attributes: { message: 'the port was taken' } });
  expect(endingOf(casesOf(root)[0])?.text).toContain('by another');
});

test('what was not run is skipped, with the reason', () => {
  const root = readRun(runResults([], { unrun: [{ title: 'a slow disk', family: 'disks', why: 'todo', reason: 'to be written' }] }), PLACE);
  expect(root.attributes).toMatchObject({ tests: '1', skipped: '1' });
  expect(casesOf(root).map((one) => [one.attributes['name'], endingOf(one)?.name, endingOf(one)?.attributes['message']])).toEqual([['a slow disk', 'skipped', 'todo: to be written']]);
});

test('what was not run is in the suite of its file, after those that were', () => {
  const location = { file: '/shop/scenarios/pages.scenario.ts', line: 40 };
  const root = readRun(runResults([scenarioResult()], { unrun: [{ title: 'a slow disk', family: 'pages', location, why: 'skip', reason: 'no disk' }] }), PLACE);
  const suites = childrenOf(root, 'testsuite');
  expect(suites.map(({ attributes }) => attributes['name'])).toEqual(['scenarios/pages.scenario.ts']);
  expect(casesOf(root).map(({ attributes }) => [attributes['name'], attributes['classname']])).toEqual([['a page is blank', 'scenarios.pages'], ['a slow disk', 'scenarios.pages']]);
});

test('one that passed only when it was tried again passes, and says so', () => {
  const [one] = casesOf(readRun(runResults([scenarioResult({ retries: { flaky: true, attempts: 2 } })]), PLACE));
  expect([endingOf(one), one && propertiesOf(one)['flaky']]).toEqual([undefined, 'as expected at attempt 2']);
});

test('what earlier attempts came to is told beside the log of the last one, and by a failure itself', () => {
  const retries = { attempts: 3, earlier: EARLIER };
  const [flaky, failure] = casesOf(readRun(runResults([scenarioResult({ title: 'flaky', retries: { ...retries, flaky: true } }), surprise({ retries: { ...retries, flaky: false } })]), PLACE)).reverse();
  const told = ['attempt 1: surprise: expected rejected, got accepted', 'attempt 2: timed-out'];
  expect(flaky && childrenOf(flaky, 'system-err').map(({ text }) => text)).toEqual([told.join('\n')]);
  expect(failure && childrenOf(failure, 'system-err')).toEqual([]);
  expect(endingOf(failure)?.text).toContain(told.map((line) => `\n  ${line}`).join(''));
});

test('a run of nothing is a document, too, and says where it was interrupted', () => {
  expect(readRun(runResults([])).attributes).toMatchObject({ tests: '0' });
  const [suite] = childrenOf(readRun(runResults([scenarioResult()], { interrupted: true })), 'testsuite');
  expect(suite && propertiesOf(suite)).toEqual({ runtime: 'embedded', pace: 'fast', interrupted: 'true' });
});

test('what an interrupted run did not judge are errors: one for each that was begun, and one for those that were not', () => {
  const begun = [{ id: 'a-slow-disk', title: 'a slow disk', family: 'pages', location: { file: '/shop/scenarios/pages.scenario.ts', line: 40 } }];
  const told = (unjudged: RunResults['unjudged']): unknown[] => {
    const root = readRun(runResults([scenarioResult()], { interrupted: true, ...(unjudged ? { unjudged } : {}) }), PLACE);
    return casesOf(root).map((one) => [one.attributes['name'], endingOf(one)?.name, endingOf(one)?.attributes['message']]);
  };
  const [judged, cut] = [['a page is blank', undefined, undefined], ['a slow disk', 'error', 'not judged: the run was interrupted']];
  expect(told({ count: 3, begun })).toEqual([judged, cut, ['interrupted', 'error', 'the run was interrupted: 2 more scenarios were not begun']]);
  expect(told({ count: 1, begun })).toEqual([judged, cut]);
  expect(told(undefined)).toEqual([judged, ['interrupted', 'error', 'the run was interrupted: there would have been more']]);
  expect(told({ count: 0, begun: [] })).toEqual([judged]);
});

test('an interrupted audit is an error, too', () => {
  const errors = (interrupted: boolean): unknown => readXml(junitOfAudit(auditResults([], { interrupted }))).attributes['errors'];
  expect([errors(true), errors(false)]).toEqual(['1', '0']);
});

test('whatever an app writes is read back as it was, but for what XML cannot hold, and attaches no file', () => {
  fc.assert(
    fc.property(hostileScenario(), (scenario) => {
      const text = junitOfRun(runResults([scenario]));
      const [one] = casesOf(readXml(text));
      expect(one?.attributes['name']).toBe(xmlCharacters(scenario.title));
      const log = one ? childrenOf(one, 'system-out')[0]?.text ?? '' : '';
      expect(log.replaceAll('[ [ATT', '[[ATT')).toBe(xmlCharacters((scenario.lastLines ?? []).join('\n')));
      expect([log, endingOf(one)?.text ?? ''].join('')).not.toContain('[[ATTACHMENT|');
    }),
  );
});

describe('of an audit', () => {
  const readAudit = (...given: Parameters<typeof auditResults>): ReadElement => readXml(junitOfAudit(auditResults(...given)));

  test('a suite is an area, and a case a mutant that ends by what became of it', () => {
    const root = readAudit([
      mutant('killed', { id: 'a' }), survivor({ id: 'b' }), mutant('false-alarm', { id: 'c' }), mutant('harmless', { id: 'd' }),
      mutant('invalid', { id: 'e', area: 'tables' }), mutant('timed-out', { id: 'f', area: 'tables' }), mutant('ignored', { id: 'g', area: 'tables' }),
    ]);
    expect(childrenOf(root, 'testsuite').map(({ attributes }) => attributes)).toEqual([
      { name: 'settings', tests: '4', failures: '2', errors: '0', skipped: '0', time: '10.000' },
      { name: 'tables', tests: '3', failures: '0', errors: '2', skipped: '1', time: '7.500' },
    ]);
    expect(casesOf(root).map((one) => [one.attributes['name'], endingOf(one)?.name])).toEqual([
      ['a', undefined], ['b', 'failure'], ['c', 'failure'], ['d', undefined], ['e', 'error'], ['f', 'error'], ['g', 'skipped'],
    ]);
  });

  test('a survivor tells what users got, and what would have seen it', () => {
    const failure = endingOf(casesOf(readAudit([survivor()]))[0]);
    expect(failure?.attributes).toEqual({ message: 'survived: GREETING is not set', type: 'survived' });
    expect(failure?.text.split('\n')).toEqual(['accepted: 1 of 1 instances in service', 'users: front: status 500 instead of 200', 'It would be seen by a check of pages.']);
  });

  test('what a baseline lets pass is no failure, and says why', () => {
    const cases = casesOf(readAudit([survivor({ id: 'old' }), survivor({ id: 'new' })], { baseline: { known: ['old'], fresh: ['new'], fixed: [] } }));
    expect(cases.map((one) => endingOf(one)?.name)).toEqual(['skipped', 'failure']);
    expect(endingOf(cases[0])?.attributes['message']).toContain('known to the baseline');
  });

  test('whatever an app writes leaves the document well-formed', () => {
    fc.assert(
      fc.property(hostileMutant(), (one) => {
        const [read] = casesOf(readAudit([one]));
        expect(read?.attributes['name']).toBe(xmlCharacters(one.id));
        expect(endingOf(read)?.text).not.toContain('[[ATTACHMENT|');
      }),
    );
  });
});
