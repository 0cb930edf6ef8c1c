import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ConfigError } from '../model/errors.js';
import { scenarioOf } from '../model/release.testing.js';
import { registerScenario } from './registry.js';
import { findScenarioFiles, loadScenarios } from './scenario-files.js';

const home = process.cwd();
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'canarybed-files-')));

const FILES = ['scenarios/b.scenario.ts', 'scenarios/a.scenario.js', 'scenarios/deep/er/c.scenario.cts', 'scenarios/app.ts', 'scenarios/node_modules/d.scenario.ts', 'other/e.scenario.mjs'];

beforeAll(() => {
  for (const file of FILES) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  mkdirSync(join(folder, 'empty'));
});

afterEach(() => process.chdir(home));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function find(...names: string[]): string[] {
  process.chdir(folder);
  return findScenarioFiles(names).map((file) => file.slice(folder.length + 1));
}

const ALL = ['scenarios/a.scenario.js', 'scenarios/b.scenario.ts', 'scenarios/deep/er/c.scenario.cts'];

test.each<[string, string[], string[]]>([
  ['without a name, all below the folder of scenarios, but nothing of dependencies', [], ALL],
  ['by the name of a folder', ['other'], ['other/e.scenario.mjs']],
  ['by the name of a file', ['other/e.scenario.mjs'], ['other/e.scenario.mjs']],
  ['by a part of a name', ['deep'], ['scenarios/deep/er/c.scenario.cts']],
  ['once, though named twice', ['scenarios', 'scenarios/b.scenario.ts', 'b.sc'], ALL],
  ['none, in a folder that has none', ['empty'], []],
])('files are found %s', (_, names, found) => expect(find(...names)).toEqual(found));

test('a name that leads nowhere is refused', () => {
  expect(() => find('nowhere')).toThrow(ConfigError);
  expect(() => find('nowhere')).toThrow('expected a scenario file or folder, found nothing at nowhere; files end in .scenario.ts');
});

test('so is a folder without scenarios when none is named', () => {
  process.chdir(join(folder, 'empty'));
  expect(() => findScenarioFiles([])).toThrow('found nothing at scenarios');
  expect(() => findScenarioFiles(['x'])).toThrow('found nothing at x');
});

test('files that register nothing are refused by their names', () => {
  const file = join(folder, 'scenarios', 'a.scenario.js');
  expect(() => loadScenarios([file], 'any')).toThrow(`expected scenarios in ${file}, found none; a file registers them by scenario()`);
  expect(() => loadScenarios([], undefined)).toThrow(ConfigError);
});

describe('loading', () => {
  beforeAll(() => {
    for (const title of ['a page is blank', 'the page (front) throws?', 'a crash']) registerScenario(scenarioOf({ id: title, title }));
  });

  const titles = (title?: string): string[] => loadScenarios([], title).map((scenario) => scenario.title);

  test.each<[string, string | undefined, string[]]>([
    ['all without a title', undefined, ['a page is blank', 'the page (front) throws?', 'a crash']],
    ['those whose title has the text, in any case', 'PAGE', ['a page is blank', 'the page (front) throws?']],
    ['those that match a pattern', '^a (page|crash)', ['a page is blank', 'a crash']],
    ['the one of a whole title, whatever signs are in it', 'the page (front) throws?', ['the page (front) throws?']],
    ['those with a text that is no pattern', '(front', ['the page (front) throws?']],
  ])('picks %s', (_, title, picked) => expect(titles(title)).toEqual(picked));

  test('is refused when no title is like it, with some that are there', () => {
    expect(() => titles('teapot')).toThrow(ConfigError);
    expect(() => titles('teapot')).toThrow('no scenario has a title like "teapot"; 3 are registered, among them:\n  a page is blank\n');
  });

  test('runs a file once, and what it says into the same list', () => {
    const file = join(folder, 'scenarios', 'counted.scenario.cjs');
    writeFileSync(file, 'globalThis.timesLoaded = (globalThis.timesLoaded ?? 0) + 1;\n');
    for (let time = 0; time < 2; time += 1) loadScenarios([file], undefined);
    expect((globalThis as { timesLoaded?: number }).timesLoaded).toBe(1);
  });
});
