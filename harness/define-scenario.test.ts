import { defineScenario } from './define-scenario.js';
import { faultsFor } from './faults/index.js';
import { ConfigError } from './model/errors.js';
import type { Because, ScenarioOptions } from './model/scenario.js';
import { makeShop } from './runner/release-folder.testing.js';

const shop = makeShop();
const { release } = shop;
const fault = faultsFor<string, string, string>(release);
const PLACE = { file: '/shop/scenarios/pages.scenario.ts', line: 12 };

afterAll(() => shop.remove());

const define = (options: ScenarioOptions, title = 'a page is blank') => defineScenario(release, title, options, PLACE);
/** Options as a file without a type check could give them. */
const untyped = (options: Record<string, unknown>) => (): unknown => define({ expect: 'accepted', ...options } as ScenarioOptions);

test('what a scenario leaves out comes from its release, and nothing is left to default', () => {
  expect(define({ expect: 'accepted' })).toEqual({
    id: 'a-page-is-blank',
    title: 'a page is blank',
    family: 'pages',
    location: PLACE,
    release,
    faults: [],
    expectation: { verdict: 'accepted', harm: 'fine' },
    healthCheck: release.healthCheck,
    balancer: 'classic',
    deadline: 80,
    settle: 1,
    instances: 1,
  });
});

test('what a scenario says goes before its release', () => {
  const said = define({
    fault: fault.page.blank('front'),
    healthCheck: { interval: 5, timeout: 2, matcher: '200,204' },
    balancer: 'application',
    deadline: '2m',
    settle: '10s',
    pace: 'realtime',
    instances: 3,
    expect: 'rejected',
    because: 'pages',
    harm: 'hurt',
  });
  expect(said).toMatchObject({
    faults: [{ operator: 'blank' }],
    healthCheck: { target: 'HTTP:80/health', interval: 5, timeout: 2, matcher: '200,204' },
    balancer: 'application',
    deadline: 120,
    settle: 10,
    pace: 'realtime',
    instances: 3,
    expectation: { verdict: 'rejected', because: 'pages', harm: 'hurt' },
  });
});

test('several faults keep their order', () => {
  const { faults } = define({ fault: [fault.process.stop(), fault.database.down()], expect: 'accepted', harm: 'hurt' });
  expect(faults.map(({ operator }) => operator)).toEqual(['stop', 'down']);
});

test('a rejection asserts harm only when it says so', () => {
  expect(define({ expect: 'rejected', because: 'timeout' }).expectation).toEqual({ verdict: 'rejected', because: 'timeout' });
});

test.each<[string, string]>([
  ['The app: refuses to boot!', 'the-app-refuses-to-boot'],
  ['  "quoted" 5 s  ', 'quoted-5-s'],
  ['eine Seite für Käufer', 'eine-seite-für-käufer'],
  ['正常なリリース', '正常なリリース'],
])('the title %p has the id %s', (title, id) => expect(define({ expect: 'accepted' }, title).id).toBe(id));

test.each<[string, Because]>([
  ['a check', 'database'],
  ['an outcome', 'connection-refused'],
  ['several facts', { check: 'pages', outcome: 'response-code-mismatch', status: 503, log: /x/ }],
  ['an exit code', { exitCode: 0 }],
])('%s is a reason', (_, because) => expect(define({ expect: 'rejected', because }).expectation.because).toEqual(because));

test('an event is a reason where the app ships its log', () => {
  const shipping = { ...release, collector: { setting: 'LOG_COLLECTOR' } };
  const because = { event: /disk/ };
  expect(defineScenario(shipping, 'a sick disk', { expect: 'rejected', because }, PLACE).expectation).toEqual({ verdict: 'rejected', because });
});

test.each<[string, Record<string, unknown>, string]>([
  ['no verdict', { expect: undefined }, 'expect: expected accepted or rejected, found nothing'],
  ['a verdict that is none', { expect: 'refused' }, 'expect: expected accepted or rejected, found "refused"'],
  ['a rejection without a reason', { expect: 'rejected' }, 'a rejected canary needs "because": the check, outcome or facts that must refuse it'],
  ['an acceptance with a reason', { because: 'database' }, '"because" says why a canary is rejected; an accepted one has none'],
  ['a mistyped setting', { faults: [] }, 'expected only the settings fault, healthCheck, balancer, deadline, settle, pace, instances, expect, harm, because, old, rollout, group, bake, faulty, draining, slowStart, usersPerSecond, users, replacements, oldFleet, found "faults"'],
  ['a mistyped setting of the health check', { healthCheck: { intervall: 5 } }, 'found "intervall"'],
  ['a harm that is none', { harm: 'none' }, 'harm: expected fine or hurt, found "none"'],
  ['a pace that is none', { pace: 'slow' }, 'pace: expected fast or realtime, found "slow"'],
  ['a balancer that is none', { balancer: 'gateway' }, 'balancer: expected classic or application or network, found "gateway"'],
  ['a health check that AWS refuses', { healthCheck: { timeout: 15 } }, 'HealthCheck timeout must be less than interval'],
  ['a matcher of a classic balancer', { healthCheck: { matcher: '204' } }, 'matcher: classic balancers pass 200 only'],
  ['a deadline that cannot be read', { deadline: 'soon' }, "deadline: expected seconds or a text such as '1.5s'"],
  ['a deadline before the second check', { deadline: '14s' }, 'expected a deadline of at least one interval (15 s), found 14 s'],
  ['a settle time that cannot be read', { settle: -1 }, 'settle: expected seconds'],
  ['no instance', { instances: 0 }, 'expected 1 to 10 instances, found 0'],
  ['half an instance', { instances: 1.5 }, 'expected 1 to 10 instances, found 1.5'],
  ['too many instances', { instances: 11 }, 'expected 1 to 10 instances, found 11'],
  ['a fault of a setting that is not there', { fault: fault.env.unset('NOTHING') }, 'fault "NOTHING is not set": expected a setting that the release is given (GREETING, DATABASE_URL), found NOTHING'],
  ['a fault of a file that is not there', { fault: [fault.file.break('no.json')] }, 'fault "no.json is broken": expected a file in'],
])('%s is refused, with file and line', (_, options, message) => {
  expect(untyped(options)).toThrow(ConfigError);
  expect(untyped(options)).toThrow('/shop/scenarios/pages.scenario.ts:12: scenario "a page is blank": ');
  expect(untyped(options)).toThrow(message);
});

test.each<[string, unknown, string]>([
  ['a check that the app does not have', 'disc', 'because: expected one of database, schema, pages, disk, response-code-mismatch, timeout, connection-refused'],
  ['a word that every object has', 'constructor', 'found "constructor"'],
  ['a passed check', 'passed', 'found "passed"'],
  ['an outcome in place of a check', { check: 'timeout' }, 'because.check: expected one of database, schema, pages, disk, found "timeout"'],
  ['a check in place of an outcome', { outcome: 'database' }, 'because.outcome: expected one of response-code-mismatch'],
  ['a fact that is none', { statusCode: 503 }, 'expected only the facts of because check, outcome, status, exitCode, log, event, found "statusCode"'],
  ['no fact at all, which every refusal would match', {}, 'because: expected one or more of check, outcome, status, exitCode, log, event, found none'],
  ['an event of an app that ships none', { event: /x/ }, 'because.event: expected an app that ships its log, shop has no collector; describe its setting as "collector"'],
])('%s is no reason', (_, because, message) => {
  expect(untyped({ expect: 'rejected', because })).toThrow(ConfigError);
  expect(untyped({ expect: 'rejected', because })).toThrow(message);
});

test('a title without letters or digits is refused: reports could not name it', () => {
  expect(() => define({ expect: 'accepted' }, '...')).toThrow('expected a title with letters or digits, found none');
});
