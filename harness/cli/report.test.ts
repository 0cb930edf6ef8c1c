import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalLine } from '../model/journal.js';
import type { RunResults } from '../report/results.js';
import { childrenOf, readXml } from '../report/formats/read-xml.testing.js';
import { runCommand } from './started-program.testing.js';
import { TinyProject } from './tiny-project.testing.js';

const GOLDEN = join(__dirname, '../report/golden');
const golden = (name: string): string => readFileSync(join(GOLDEN, name), 'utf8');

let project: TinyProject;
beforeEach(() => (project = new TinyProject()));
afterEach(() => project.remove());

const report = (...args: readonly string[]): ReturnType<typeof runCommand> => runCommand(project, ['report', ...args]);

const results = (path = 'reports/results.json'): RunResults => JSON.parse(project.read(path)) as RunResults;

/** Puts files that are kept beside the code into the project. */
function put(name: string, path: string): void {
  mkdirSync(join(project.folder, path, '..'), { recursive: true });
  copyFileSync(join(GOLDEN, name), join(project.folder, path));
}

/** The journals of shards among which the scenarios of a run are dealt out. */
function shards(count: number): string[] {
  const lines = golden('journal.jsonl').trimEnd().split('\n').map((line) => JSON.parse(line) as JournalLine & { readonly scenario?: string });
  const scenarios = lines.flatMap((line) => (line.type === 'scenario-started' ? [line.scenario] : []));
  return Array.from({ length: count }, (_, index) => {
    const own = lines.filter(({ scenario }) => !scenarios.includes(scenario ?? '') || scenarios.indexOf(scenario ?? '') % count === index);
    return own.map((line) => `${JSON.stringify(line.type === 'run-started' ? { ...line, facts: { ...line.facts, shards: [`${index + 1}/${count}`] } } : line)}\n`).join('');
  });
}

test('makes the results of a run anew from its journal, and those of an audit', async () => {
  put('journal.jsonl', 'reports/journal.jsonl');
  put('audit.json', 'reports/audit.json');
  project.write('reports/audit-journal.jsonl', 'looked at by nobody');
  const { code, stdout, stderr } = await report();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.split('\n')).toEqual([
    'reports/results.json: 5 of 6 releases were judged as expected, 1 of them flaky, 1 surprise (4.0 s)',
    'reports/audit.json: of 3 broken releases 1 were refused (sensitivity 33.3 %), of 6 good ones 2 were accepted (specificity 33.3 %) (22 s)',
    '',
  ]);
  expect(project.read('reports/results.json')).toBe(golden('results.json'));
  expect(JSON.parse(project.read('reports/audit.json'))).toEqual(JSON.parse(golden('audit.json')));
});

test('merges the journals of shards into the results of one run', async () => {
  for (const [index, text] of shards(3).entries()) project.write(`downloaded/shard-${index + 1}/journal.jsonl`, text);
  const { code, stdout } = await report('downloaded', '--output', 'merged/here');
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'merged/here/results.json: 5 of 6 releases were judged as expected, 1 of them flaky, 1 surprise (4.0 s)\n' });
  const { counts, facts, unrun } = results('merged/here/results.json');
  expect({ counts, shards: facts.shards, unrun: unrun.length }).toEqual({ counts: (JSON.parse(golden('results.json')) as RunResults).counts, shards: ['1/3', '2/3', '3/3'], unrun: 2 });
});

test('makes a report again of the results of a report, where no journal is beside them', async () => {
  put('results.json', 'merged/results.json');
  const { code, stdout, stderr } = await report('merged', '--output', 'again', '--reporter', 'junit');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^again\/results\.json: 5 of 6 releases/);
  expect([project.read('again/results.json'), project.read('again/junit.xml')]).toEqual([golden('results.json'), golden('junit.xml')]);
});

test('exits with 3 for results that tell of a shard too few', async () => {
  project.write('merged/results.json', golden('results.json').replace('"facts": {', '"facts": {\n  "shards": ["1/3", "3/3"],'));
  const { code, stderr } = await report('merged');
  expect(code).toBe(3);
  expect(stderr).toContain('found none of 2/3');
});

test('exits with 3 where a shard is missing, and writes what is there', async () => {
  const [first, , third] = shards(3);
  project.write('a.jsonl', first ?? '');
  project.write('b.jsonl', third ?? '');
  const { code, stderr } = await report('a.jsonl', 'b.jsonl');
  expect(code).toBe(3);
  expect(stderr).toContain('expected the journals of all shards, found none of 2/3');
  expect(results()).toMatchObject({ interrupted: true, facts: { shards: ['1/3', '3/3'] } });
});

test('takes a shard that was killed before it wrote a line for one that is missing', async () => {
  for (const [index, text] of shards(3).entries()) project.write(`downloaded/shard-${index + 1}/journal.jsonl`, ['', text.slice(0, 40), text][index] ?? '');
  const { code, stderr } = await report('downloaded');
  expect(code).toBe(3);
  expect(stderr).toContain('expected the journals of all shards, found none of 1/3, 2/3');
  expect(results()).toMatchObject({ interrupted: true, facts: { shards: ['3/3'] } });
});

test('takes a folder of a shard without a journal for one that is missing', async () => {
  const [first, , third] = shards(3);
  project.write('one/journal.jsonl', first ?? '');
  project.write('two/journal.jsonl.lock', '{}');
  project.write('three/journal.jsonl', third ?? '');
  const { code, stderr } = await report('one', 'two', 'three');
  expect(code).toBe(3);
  expect(stderr).toContain('expected the journals of all shards, found none of 2/3');
  expect(results()).toMatchObject({ interrupted: true, facts: { shards: ['1/3', '3/3'] } });
});

test('exits with 3 for a run and for an audit that were interrupted, and writes what is there', async () => {
  const whole = golden('journal.jsonl').trimEnd().split('\n');
  project.write('killed/journal.jsonl', whole.slice(0, -1).map((line) => `${line}\n`).join(''));
  expect(await report('killed')).toMatchObject({
    code: 3,
    stderr: 'canarybed: expected a whole run, found one that was interrupted: there would have been more\n  The report has what there is; let it run again to its end for the rest.\n',
  });
  expect([results().interrupted, results().scenarios.length]).toEqual([true, 6]);
  project.write('cut/audit.json', golden('audit.json').replace('"interrupted": false', '"interrupted": true'));
  expect(await report('cut')).toMatchObject({ code: 3, stderr: expect.stringContaining('expected a whole audit') as unknown });
});

describe('formats that are asked for', () => {
  const there = (path: string): boolean => existsSync(join(project.folder, path));

  test('are made of the run and of the audit, in the folder of the results or in the file that is named', async () => {
    put('journal.jsonl', 'reports/journal.jsonl');
    put('audit.json', 'reports/audit.json');
    const { code, stdout, stderr } = await report('--output', 'made/here', '--reporter', 'junit,mutation=made/stryker.json', '--reporter', 'markdown,github');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const name of ['junit.xml', 'audit-junit.xml']) expect(project.read(`made/here/${name}`)).toBe(golden(name));
    expect(project.read('made/stryker.json')).toBe(golden('mutation.json'));
    expect(project.read('made/here/report.md')).toBe(golden('report.md'));
    expect(project.read('made/here/audit-report.md').split('\n')[0]).toBe(golden('audit-report.md').split('\n')[0]);
    expect(stdout).toContain('\n::warning file=scenarios/pages.scenario.ts,line=4,title=flaky%3A another token::');
    expect(stdout).toContain(golden('audit-github.txt'));
    expect([there('reports/junit.xml'), there('made/here/mutation.json')]).toEqual([false, false]);
  });

  test('are made of shards as of the run as a whole', async () => {
    for (const [index, text] of shards(3).entries()) project.write(`downloaded/shard-${index + 1}/journal.jsonl`, text);
    expect(await report('downloaded', '--reporter', 'junit,markdown,json')).toMatchObject({ code: 0 });
    expect([project.read('reports/junit.xml'), project.read('reports/report.md')]).toEqual([golden('junit.xml'), golden('report.md')]);
  });

  test('are made of what is there where a shard is missing and another one was killed as it wrote', async () => {
    const [first = '', second = ''] = shards(3);
    project.write('a.jsonl', first);
    project.write('b.jsonl', second.slice(0, second.length / 2));
    const { code, stdout } = await report('a.jsonl', 'b.jsonl', '--reporter', 'junit,markdown,github,json=copy.json');
    expect(code).toBe(3);
    const suites = childrenOf(readXml(project.read('reports/junit.xml')), 'testsuite');
    const properties = suites.flatMap((suite) => childrenOf(suite, 'properties')).flatMap((list) => childrenOf(list, 'property'));
    expect(properties.map(({ attributes }) => attributes)).toContainEqual({ name: 'interrupted', value: 'true' });
    expect(project.read('reports/report.md')).toMatch(/^## canarybed: \d of \d releases .*, interrupted: there would have been more\n/);
    expect(stdout).toMatch(/^::error title=canarybed::.*interrupted/m);
    expect(project.read('copy.json')).toBe(project.read('reports/results.json'));
  });

  test('are annotations and the summary of a job of GitHub Actions where nothing was said', async () => {
    put('journal.jsonl', 'reports/journal.jsonl');
    project.write('summary.md', '');
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(project.folder, 'summary.md'), GITHUB_WORKSPACE: join(project.folder, '..') };
    const { stdout } = await runCommand(project, ['report'], env);
    expect(stdout).toMatch(/^::error file=tiny-project-\w+\/scenarios\/pages\.scenario\.ts,line=3,/m);
    expect(project.read('summary.md')).toBe(golden('report.md'));
    expect(there('reports/report.md')).toBe(false);
  });
});

test.each<[string, () => void, string[], string]>([
  ['nothing at all', () => undefined, [], 'report: expected a journal, a results.json, an audit.json or a folder with some, found nothing at reports; "canarybed run" writes reports/journal.jsonl'],
  ['shards where another run has written', () => (put('journal.jsonl', 'a.jsonl'), put('journal.jsonl', 'out/journal.jsonl')), ['a.jsonl', '--output', 'out'], 'report: expected a folder without the journal of another run to write to, found out/journal.jsonl; name another one by --output, or remove it'],
  ['two runs that are no shards', () => (put('journal.jsonl', 'a.jsonl'), put('journal.jsonl', 'b.jsonl')), ['a.jsonl', 'b.jsonl'], 'a.jsonl:1: expected a shard of a run, found one that was not sharded; name its journal alone'],
  ['a folder without any beside a whole run', () => (put('journal.jsonl', 'a.jsonl'), project.write('empty/a.txt', '')), ['a.jsonl', 'empty'], 'report: expected a journal (.jsonl), a results.json or an audit.json in empty, found none'],
  ['a folder without any', () => project.write('empty/a.txt', ''), ['empty'], 'report: expected a journal (.jsonl), a results.json or an audit.json in empty, found none'],
  ['a broken journal', () => project.write('a.jsonl', `${golden('journal.jsonl').split('\n')[0]}\n{"time"\n`), ['a.jsonl'], 'a.jsonl:2: expected a line of a journal, an object as JSON, found "{\\"time\\""'],
  ['results beside a journal that is named', () => (put('results.json', 'a/results.json'), put('journal.jsonl', 'b/journal.jsonl')), ['a', 'b'], 'report: expected the journals of a run or one results.json, found b/journal.jsonl and a/results.json; name the journals'],
  ['results that lack something', () => project.write('a.json', golden('results.json').replace('"bodies"', '"body"')), ['a.json'], 'a.json: bodies: '],
  ['a file in place of a folder to write to', () => put('journal.jsonl', 'a.jsonl'), ['a.jsonl', '--output', 'a.jsonl'], '--output a.jsonl: expected a folder, or a name for one, found none that can be made: EEXIST'],
  ['what is no journal of an audit', () => put('journal.jsonl', 'audit-journal.jsonl'), ['audit-journal.jsonl'], 'audit-journal.jsonl:1: expected the journal of an audit, whose first line tells that it began, found "run-started"'],
  ['two audits', () => (put('audit.json', 'a/audit.json'), put('audit.json', 'b/audit.json')), ['a', 'b'], 'report: expected one audit.json, or one journal of an audit, found a/audit.json and b/audit.json; name one of them'],
  ['a format that is none', () => put('journal.jsonl', 'a.jsonl'), ['a.jsonl', '--reporter', 'xml'], '--reporter of report: expected html, json, junit, markdown, github or mutation, found "xml"'],
  ['a format that there is of audits alone', () => put('journal.jsonl', 'a.jsonl'), ['a.jsonl', '--reporter', 'mutation'], '--reporter mutation: expected what it is made of, an audit.json, found none; name one'],
  ['a report in place of its journal', () => put('journal.jsonl', 'a.jsonl'), ['a.jsonl', '--reporter', 'junit=./a.jsonl'], '--reporter junit: expected another file than those that reports are made from, found a.jsonl'],
  ['a report in place of the results', () => put('journal.jsonl', 'a.jsonl'), ['a.jsonl', '--output', 'out', '--reporter', 'junit=out/results.json'], '--reporter junit: expected a file of its own, found out/results.json, which canarybed itself keeps'],
  ['a report of the audit in place of one of the run', () => (put('journal.jsonl', 'a/journal.jsonl'), put('audit.json', 'a/audit.json')), ['a', '--reporter', 'junit,mutation=./reports/junit.xml'], '--reporter mutation: expected a file of its own, found ./reports/junit.xml, which junit is written to as well'],
  ['a format of a comparison', () => undefined, ['--compare', 'a.json', 'b.json', '--reporter', 'junit'], 'report: --compare writes nothing, so that there is no use for --reporter'],
])('refuses %s with 2, and writes nothing', async (_, prepare, args, message) => {
  prepare();
  const { code, stderr } = await report(...args);
  expect(code).toBe(2);
  expect(stderr).toContain(`canarybed: ${message}`);
  expect(() => results()).toThrow('ENOENT');
});

describe('compares two reports', () => {
  const worse = (): string => golden('results.json').replace('"outcome": "as-expected",\n   "judgement": {\n    "outcome": "as-expected"\n   }', '"outcome": "surprise",\n   "judgement": {\n    "outcome": "surprise",\n    "differences": ["expected rejected, got accepted"]\n   }');

  test('and exits with 1 where something regressed', async () => {
    put('results.json', 'before.json');
    project.write('after.json', worse());
    const { code, stdout } = await report('--compare', 'before.json', 'after.json');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Regressed:\n {2}.+ \(scenarios\/\w+\.scenario\.ts\): surprise: expected rejected, got accepted\n\nStill surprising:\n {2}pages <b>/);
    expect(stdout).toMatch(/\n1 regressed, 1 still surprising, 0 new and surprising, 1 flaky, 0 new, 0 fixed, 0 without a verdict now, 0 not there any more\n$/);
  });

  test('and exits with 0 where things only got better', async () => {
    project.write('before.json', worse());
    put('results.json', 'after.json');
    const { code, stdout } = await report('--compare', 'before.json', 'after.json');
    expect({ code, last: stdout.trimEnd().split('\n').at(-1) }).toEqual({ code: 0, last: '0 regressed, 1 still surprising, 0 new and surprising, 1 flaky, 0 new, 1 fixed, 0 without a verdict now, 0 not there any more' });
  });

  /** The golden results with some of their scenarios. */
  const some = (keep: (title: string) => boolean, changes: Partial<RunResults> = {}): string => {
    const whole = JSON.parse(golden('results.json')) as RunResults;
    return JSON.stringify({ ...whole, scenarios: whole.scenarios.filter(({ title }) => keep(title)), ...changes });
  };

  test('and exits with 1 where a scenario is not there any more, as one of a file that was renamed, but not where it is skipped', async () => {
    put('results.json', 'before.json');
    project.write('after.json', some((title) => title !== 'another token'));
    expect(await report('--compare', 'before.json', 'after.json')).toMatchObject({ code: 1, stdout: expect.stringContaining('Not there any more:\n  another token (scenarios/pages.scenario.ts): ') as string });
    const skipped = { title: 'another token', family: 'pages', location: { file: 'scenarios/pages.scenario.ts', line: 4 }, why: 'skip', reason: 'not yet' };
    project.write('after.json', some((title) => title !== 'another token', { unrun: [skipped] }));
    expect(await report('--compare', 'before.json', 'after.json')).toMatchObject({ code: 0, stdout: expect.stringContaining('Without a verdict now:\n  another token (scenarios/pages.scenario.ts): skip: not yet\n') as string });
  });

  test('and exits with 3 where the later run was interrupted, with what it tells', async () => {
    put('results.json', 'before.json');
    project.write('after.json', some(() => false, { interrupted: true }));
    const { code, stdout, stderr } = await report('--compare', 'before.json', 'after.json');
    expect(code).toBe(3);
    expect(stdout).toMatch(/6 not there any more\n$/);
    expect(stderr).toContain('expected the report of a run that went to its end, found after.json, which was interrupted and lacks 6 of what before.json has');
  });

  test('of audits, by the ids of mutants', async () => {
    put('audit.json', 'before.json');
    project.write('after.json', golden('audit.json').replace('"status": "killed"', '"status": "survived"'));
    const { code, stdout } = await report('--compare', 'before.json', 'after.json');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Regressed:\n {2}[\w-]+:START \(.+\): survived: /);
  });

  test('of one kind alone', async () => {
    put('results.json', 'before.json');
    put('audit.json', 'after.json');
    const { code, stderr } = await report('--compare', 'before.json', 'after.json');
    expect(code).toBe(2);
    expect(stderr).toContain('report --compare: expected two reports of one kind, found that of a run (before.json) and that of an audit (after.json)');
  });
});
