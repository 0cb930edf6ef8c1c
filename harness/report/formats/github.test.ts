import fc from 'fast-check';
import { stripVTControlCharacters } from 'node:util';
import { githubOfAudit, githubOfRun } from './github.js';
import { toldLine } from '../told-line.js';
import { auditResults, EARLIER, failed, hostileMutant, hostileScenario, mutant, runResults, scenarioResult, surprise, survivor } from './sample-results.testing.js';

const PLACE = { repository: '/shop' };

interface ReadCommand {
  readonly level: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

const decoded = (text: string): string => text.replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');

/** As the runner reads it: words between the first two pairs of colons, then the message; divided by commas and equals signs. */
function readCommand(line: string): ReadCommand {
  const end = line.indexOf('::', 2);
  const [level = '', ...rest] = line.slice(2, end).split(' ');
  const pairs = rest.join(' ').split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), decoded(pair.slice(pair.indexOf('=') + 1))]);
  return { level, properties: Object.fromEntries(pairs) as Record<string, string>, message: decoded(line.slice(end + 2)) };
}

const read = (text: string): ReadCommand[] => text.split(/\r?\n|\r/).filter((line) => line !== '').map(readCommand);

test('a surprise is an error at the line of its scenario, told from the checkout on', () => {
  expect(githubOfRun(runResults([surprise({ lastLines: [], hurt: [] })]), PLACE)).toBe(
    '::error file=scenarios/pages.scenario.ts,line=3,title=surprise%3A a page is blank::expected rejected, got accepted (1 of 1 instances in service at 30 s)%0Averdict: accepted, 1 of 1 instances in service at 30 s%0Alast answer: {"status":"pass"}\n' +
    '::notice title=canarybed::0 of 1 releases were judged as expected, 1 surprise\n',
  );
});

test.each([
  ['one of several in the checkout', { folder: '/shop/apps/tiny', repository: '/shop' }, 'apps/tiny/scenarios/a.scenario.ts'],
  ['the checkout itself', { folder: '/shop', repository: '/shop' }, 'scenarios/a.scenario.ts'],
  ['outside of the checkout', { folder: '/elsewhere', repository: '/shop' }, 'scenarios/a.scenario.ts'],
])('a file that is told from the working folder on, which is %s, is told from the checkout on', (_, place, file) => {
  const result = surprise({ location: { file: 'scenarios/a.scenario.ts', line: 3 } });
  expect(githubOfRun(runResults([result]), place)).toContain(`::error file=${file},line=3,`);
});

test.each([
  ['below another folder of the checkout', '/shop/apps/tiny', 'apps/tiny/scenarios/a.scenario.ts'],
  ['in another checkout, as of a shard on another machine', '/elsewhere/apps/tiny', 'tools/scenarios/a.scenario.ts'],
])('a file of a run that was made %s is told by its own folder as far as that is one here', (_, folder, file) => {
  const results = runResults([surprise({ location: { file: 'scenarios/a.scenario.ts', line: 3 } })]);
  expect(githubOfRun({ ...results, facts: { ...results.facts, folder } }, { folder: '/shop/tools', repository: '/shop' })).toContain(`::error file=${file},line=3,`);
});

test('surprises come first, then what has no verdict, then what is less than sure, and the whole at last', () => {
  const commands = read(githubOfRun(runResults([
    scenarioResult({ title: 'good' }), scenarioResult({ title: 'unsure', confirmation: { state: 'provisional', why: 'it was not watched' } }),
    scenarioResult({ title: 'shaky', retries: { flaky: true, attempts: 2 } }), failed('timed-out', 'given up', { title: 'slow' }), failed('harness-error', 'the port was taken', { title: 'broken' }), surprise({ title: 'odd' }),
  ]), PLACE));
  expect(commands.map(({ level, properties, message }) => [level, properties['title'], message.split('\n')[0]])).toEqual([
    ['error', 'surprise: odd', 'expected rejected, got accepted (1 of 1 instances in service at 30 s)'],
    ['error', 'error: broken', 'the port was taken'],
    ['error', 'timed out: slow', 'given up'],
    ['warning', 'flaky: shaky', 'as expected only at attempt 2'],
    ['warning', 'provisional: unsure', 'it was not watched'],
    ['notice', 'canarybed', '3 of 6 releases were judged as expected, 1 of them flaky, 1 surprise, 1 error of the harness'],
  ]);
});

test('one that passed only when it was tried again says what it came to before', () => {
  const [flaky] = read(githubOfRun(runResults([scenarioResult({ retries: { flaky: true, attempts: 3, earlier: EARLIER } })]), PLACE));
  expect(flaky?.message.split('\n')).toEqual(['as expected only at attempt 3', 'attempt 1: surprise: expected rejected, got accepted', 'attempt 2: timed-out']);
});

test('a control that was refused is told once, whatever hangs on it, and so are verdicts that nobody watched', () => {
  const many = Array.from({ length: 30 }, (_, n) => failed('control-refused', 'the control was refused: 500', { title: `refused ${n}` }));
  const unsure = Array.from({ length: 30 }, (_, n) => scenarioResult({ title: `unsure ${n}`, confirmation: { state: 'provisional', why: 'no watch' } }));
  const commands = read(githubOfRun(runResults([...many, ...unsure]), PLACE));
  expect(commands.slice(0, 2)).toMatchObject([
    { level: 'error', properties: { title: 'control refused: 30 scenarios not run' }, message: 'the control was refused: 500' },
    { level: 'warning', properties: { title: '30 verdicts are provisional' }, message: 'no watch' },
  ]);
  expect(commands).toHaveLength(3);
});

test('a scenario whose place is not known is told without one', () => {
  const [command] = read(githubOfRun(runResults([surprise({ location: { file: 'unknown', line: 0 } })])));
  expect(command?.properties).toEqual({ title: 'surprise: a page is blank' });
});

test.each([
  ['run', () => githubOfRun(runResults([scenarioResult()], { interrupted: true, unjudged: { count: 2, begun: [] } })), 'canarybed', 'interrupted: 2 of 3 not judged'],
  ['audit', () => githubOfAudit(auditResults([], { interrupted: true })), 'canarybed audit', 'interrupted: there would have been more'],
])('an interrupted %s is an error as a whole', (_what, made, title, words) => {
  expect(made()).toMatch(new RegExp(`^::error title=${title}::.*, ${words}$`, 'm'));
});

test('a run in which all is well is a notice alone', () => {
  expect(githubOfRun(runResults([scenarioResult()]))).toBe('::notice title=canarybed::1 of 1 releases were judged as expected, 0 surprises\n');
});

test('of an audit, invalid mutants are errors, and survivors warnings with the worst first; what a baseline knows is none', () => {
  const commands = read(githubOfAudit(auditResults([
    survivor({ id: 'one' }), survivor({ id: 'both', oldHarm: 'hurt' }), survivor({ id: 'known' }), mutant('false-alarm', { id: 'alarm', verdict: 'rejected', reason: 'check disk' }),
    mutant('invalid', { id: 'lost', detail: 'it did not strike' }), mutant('killed', { id: 'killed' }), mutant('timed-out', { id: 'slow' }),
  ], { baseline: { known: ['known'], fresh: [], fixed: [] } })));
  expect(commands.map(({ level, properties }) => [level, properties['title']])).toEqual([
    ['error', 'invalid: lost'], ['warning', 'survived: both'], ['warning', 'survived: one'], ['warning', 'false alarm: alarm'], ['warning', 'timed out: slow'], ['notice', 'canarybed audit'],
  ]);
  expect(commands[1]?.message).toBe('GREETING is not set: accepted (in service)\nIt would be seen by a check of pages.');
});

test('whatever an app writes stays within its command', () => {
  fc.assert(
    fc.property(hostileScenario(), hostileMutant(), (scenario, one) => {
      const commands = read(githubOfRun(runResults([scenario]), PLACE));
      expect(commands.map(({ level }) => level)).toEqual(['error', 'notice']);
      expect(Object.keys(commands[0]?.properties ?? {})).toEqual(['file', 'line', 'title']);
      expect(commands[0]?.properties).toMatchObject({ line: '3', title: stripVTControlCharacters(`surprise: ${scenario.title}`) });
      expect(commands[0]?.message).toContain(toldLine(`  users: ${scenario.hurt?.[0] ?? ''}`).trim());
      expect(read(githubOfAudit(auditResults([one]))).map(({ level, properties }) => [level, Object.keys(properties)])).toEqual([['warning', ['title']], ['notice', ['title']]]);
    }),
  );
});
