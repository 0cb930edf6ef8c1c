import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { faultName } from '../model/fault.js';
import type { Scenario, UnrunScenario } from '../model/scenario.js';
import { reasonName } from '../model/verdict.js';
import { unrunScenarios } from '../runner/registry.js';
import { findScenarioFiles, loadScenarios } from '../runner/scenario-files.js';
import { faultsFor } from './index.js';

/** Without this, loading a scenario file would make a Jest test of each scenario in it. */
const worker = process.env.JEST_WORKER_ID;
let shipped: readonly Scenario[] = [];
let unrun: readonly UnrunScenario[] = [];
let ofExamples: readonly Scenario[] = [];

/** Folders of scenarios that examples bring for apps of their own. */
const EXAMPLES = readdirSync('examples').map((name) => join('examples', name, 'scenarios')).filter((folder) => existsSync(folder));

/** Faults that do not apply to the shop: the Django example has them, whose scenarios are skipped where its programs are missing. */
const OF_DJANGO = /^(?:store\.|migration\.conflicting$)/;

/** The shops depend on no other server than their database and their store; `launch-dependency.test.ts` has these. */
const OF_NO_SHOP = /^dependency\./;

beforeAll(() => {
  delete process.env.JEST_WORKER_ID;
  shipped = loadScenarios(findScenarioFiles([]), undefined);
  unrun = [...unrunScenarios()];
  const all = EXAMPLES.length > 0 ? loadScenarios(findScenarioFiles(EXAMPLES), undefined) : shipped;
  ofExamples = all.filter((scenario) => !shipped.includes(scenario));
});

afterAll(() => {
  if (worker !== undefined) process.env.JEST_WORKER_ID = worker;
});

const titles = (scenarios: readonly Scenario[]): string[] => scenarios.map(({ title }) => title);

test('the suite is large enough to mean something, and all of it is run', () => {
  expect(shipped.length).toBeGreaterThanOrEqual(45);
  expect(unrun).toEqual([]);
});

test('every fault that can be built is in the suite', () => {
  const release = shipped[0]?.release;
  if (!release) throw new Error('the suite is empty');
  const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const builders = Object.entries(faultsFor(release)).flatMap(([family, those]) => Object.keys(those).map((name) => kebab(`${family}.${name}`)));
  const used = new Set([...shipped, ...ofExamples].flatMap(({ faults }) => faults.map(faultName)));
  const isSkipped = !ofExamples.some(({ location }) => location.file.includes('examples/django/'));
  expect(builders.length).toBeGreaterThan(40);
  expect(builders.filter((name) => !used.has(name) && !OF_NO_SHOP.test(name) && !(isSkipped && OF_DJANGO.test(name)))).toEqual([]);
});

test('thirty or more different pairs of a fault and what decides on it are in the suite', () => {
  const pairs = shipped.flatMap(({ faults, expectation }) => faults.map((fault) => `${faultName(fault)} / ${reasonName(expectation.because)}`));
  expect(new Set(pairs).size).toBeGreaterThanOrEqual(30);
});

test('a check that refuses everything would be found out: a third or more is to be accepted', () => {
  const accepted = shipped.filter(({ expectation }) => expectation.verdict === 'accepted');
  expect(accepted.length).toBeGreaterThanOrEqual(shipped.length / 3);
});

test('an accepted canary may hurt its users, and a refused one may serve them: both are in the suite', () => {
  const cell = (verdict: string, harm: string): Scenario[] => shipped.filter(({ expectation }) => expectation.verdict === verdict && expectation.harm === harm);
  for (const [verdict, harm] of [['accepted', 'fine'], ['accepted', 'hurt'], ['rejected', 'fine'], ['rejected', 'hurt']] as const) {
    expect([verdict, harm, cell(verdict, harm).length > 0]).toEqual([verdict, harm, true]);
  }
});

test('each family has a file of its own', () => {
  const families = ['config', 'control', 'database', 'health-check', 'hosts-and-routing', 'migrations', 'pages', 'process'];
  expect([...new Set(shipped.map(({ family }) => family))]).toEqual(expect.arrayContaining(families));
  expect(shipped.filter(({ family, location }) => relative(process.cwd(), location.file) !== `scenarios/${family}.scenario.ts`)).toEqual([]);
});

test('every rejection says why, and no acceptance does', () => {
  expect(titles(shipped.filter(({ expectation }) => (expectation.verdict === 'rejected') !== (expectation.because !== undefined)))).toEqual([]);
});

test('every acceptance says whether users are hurt', () => {
  expect(titles(shipped.filter(({ expectation }) => expectation.verdict === 'accepted' && expectation.harm === undefined))).toEqual([]);
});

test('every kind of balancer judges something', () => {
  expect(new Set(shipped.map(({ balancer }) => balancer))).toEqual(new Set(['classic', 'application', 'network']));
});

test('titles and the names made of them differ', () => {
  expect(new Set(titles(shipped)).size).toBe(shipped.length);
  expect(new Set(shipped.map(({ id }) => id)).size).toBe(shipped.length);
});

test('a scenario without a fault is a control and accepted', () => {
  expect(titles(shipped.filter(({ faults, expectation }) => faults.length === 0 && expectation.verdict !== 'accepted'))).toEqual([]);
});
