import type { TargetPoller } from '../balancer/target-poller.js';
import type { ProbeResult } from '../model/probe-result.js';
import { scenarioOf, SMALL_RELEASE } from '../model/release.testing.js';
import type { Scenario } from '../model/scenario.js';
import type { Instance } from '../runtime/instance.js';
import { differingAnswers } from '../traffic/compare-answers.js';
import { canaryAnswersOf, strangers } from './5-harm.js';

const scenario = scenarioOf({ release: { ...SMALL_RELEASE, releaseId: { setting: 'RELEASE_ID' } } });

const answer = (body?: string): ProbeResult => ({ at: 0, tookMs: 3, outcome: body === undefined ? 'timeout' : 'passed', detail: '', ...(body === undefined ? {} : { body }) });
const named = (releaseId: string): ProbeResult => answer(JSON.stringify({ status: 'pass', releaseId }));

/** What is left of an instance that was launched with these settings and gave these health answers: all that is read of it. */
const checked = (env: Readonly<Record<string, string>>, ...probes: ProbeResult[]): TargetPoller<Instance> =>
  ({ probes, options: { instance: { env } } }) as unknown as TargetPoller<Instance>;

const OURS = { RELEASE_ID: '2026.7' };
const STRANGE = 'the answers are those of release release-before, not of 2026.7';

test.each<[string, readonly TargetPoller<Instance>[], string[]]>([
  ['an instance that answers as itself is none', [checked(OURS, named('2026.7'))], []],
  ['one that answers as another release is', [checked(OURS, named('release-before'))], [STRANGE]],
  ['each counts', [checked(OURS, named('2026.7')), checked(OURS, named('release-before')), checked(OURS, named('release-before'))], [STRANGE, STRANGE]],
  ['the last answer counts, not those before it', [checked(OURS, named('release-before'), named('2026.7')), checked(OURS, named('2026.7'), named('release-before'))], [STRANGE]],
  ['checks that got no answer are passed over', [checked(OURS, named('release-before'), answer(), answer(''))], [STRANGE]],
  ['an answer that names no release tells nothing', [checked(OURS, named('release-before'), answer('OK'))], []],
  ['one that never answered tells nothing', [checked(OURS), checked(OURS, answer())], []],
  ['one that was given no id has none to differ from', [checked({}, named('release-before'))], []],
  ['an id that a fault made empty is an id', [checked({ RELEASE_ID: '' }, named('release-before'))], ['the answers are those of release release-before, not of ']],
])('strangers: %s', (_, pollers, sentences) => expect(strangers(scenario, pollers)).toEqual(sentences));

test('a release whose answers carry no id has no strangers', () => {
  expect(strangers(scenarioOf(), [checked(OURS, named('release-before'))])).toEqual([]);
});

test('of another release than the control only the kind of its pages is compared, however long they are', () => {
  const fleets = { old: { release: SMALL_RELEASE } } as Scenario['fleets'];
  const answer = { request: 'list', status: 200, contentType: 'application/json', tookMs: 1 };
  const control = { ...answer, body: `[1${' '.repeat(65_534)}`, shape: ['all of it as list'] };
  const expected = canaryAnswersOf(scenarioOf({ ...(fleets ? { fleets } : {}) }), [[control], [control]]);
  expect(differingAnswers(expected, [{ ...answer, body: '{"items":[]}' }])).toEqual([]);
  expect(differingAnswers(expected, [{ ...answer, body: '' }])).toEqual(['list: an empty page']);
});
