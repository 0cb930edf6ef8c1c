import fc from 'fast-check';
import { markdownOfAudit } from './markdown-audit.js';
import { markdownOfRun } from './markdown-run.js';
import { code, link, words } from './markdown-text.js';
import { auditResults, EARLIER, failed, hostileMutant, hostileScenario, hostileText, mutant, runResults, scenarioResult, surprise, survivor } from './sample-results.testing.js';

const PLACE = { folder: '/shop', link: 'https://ci.example.com/jobs/7' };

/** Lines below a title, up to the next. */
const sectionOf = (text: string, title: string): string[] => (text.split('\n### ').find((part) => part.startsWith(`${title}\n`)) ?? '').split('\n').slice(1).filter((line) => line !== '');
const rowsOf = (text: string, title: string): string[][] => sectionOf(text, title).filter((line) => line.startsWith('|')).slice(2).map(cellsOf);
/** Cells of a row, divided at each bar that is not escaped. */
const cellsOf = (row: string): string[] => row.split(/(?<=(?:^|[^\\])(?:\\\\)*)\|/).slice(1, -1).map((cell) => cell.trim());

test('a run begins with its sentence, what it ran on, and where', () => {
  const text = markdownOfRun(runResults([surprise(), scenarioResult()]), PLACE);
  expect(text.split('\n').slice(0, 3)).toEqual([
    '## canarybed: 1 of 2 releases were judged as expected, 1 surprise', '', 'runtime embedded, pace fast, [CI job](https://ci.example.com/jobs/7)',
  ]);
});

test('surprises come first, then what has no verdict, then what had to be tried again', () => {
  const text = markdownOfRun(runResults([
    scenarioResult({ title: 'good' }), scenarioResult({ title: 'shaky', retries: { flaky: true, attempts: 2 } }), failed('control-refused', 'refused', { title: 'refused' }),
    failed('harness-error', 'the port was taken', { title: 'broken' }), surprise({ title: 'odd' }),
  ]), PLACE);
  expect(rowsOf(text, 'Scenarios')).toEqual([
    ['**surprise**', 'odd', 'rejected because pages, users hurt', 'accepted (in service, users hurt)', '30 s'],
    ['**error**', 'broken', 'rejected because pages, users hurt', 'the port was taken', ''],
    ['**control refused**', 'refused', 'rejected because pages, users hurt', 'refused', ''],
    ['**flaky**', 'shaky', 'rejected because pages, users hurt', 'rejected (check pages, users hurt)', '80 s'],
    ['ok', 'good', 'rejected because pages, users hurt', 'rejected (check pages, users hurt)', '80 s'],
  ]);
});

test('each surprise says in what it differs, what users got, and how to run it again', () => {
  const text = markdownOfRun(runResults([surprise({ reproduce: 'canarybed run -t "blank"' })]), PLACE);
  expect(sectionOf(text, 'In what they differ')).toEqual([
    '- **a page is blank** (`scenarios/pages.scenario.ts:3`)', '  - expected rejected, got accepted (1 of 1 instances in service at 30 s)',
    '  - users: front: an empty page', '  - last answer: `{"status":"pass"}`', '  - `canarybed run -t "blank"`',
  ]);
});

test('one that was tried again says what it came to before, whether it passed at last or not', () => {
  const retries = { attempts: 3, earlier: EARLIER };
  const text = markdownOfRun(runResults([scenarioResult({ title: 'flaky', retries: { ...retries, flaky: true } }), surprise({ retries: { ...retries, flaky: false } })]), PLACE);
  const told = ['  - attempt 1: surprise: expected rejected, got accepted', '  - attempt 2: timed-out'];
  const lines = sectionOf(text, 'In what they differ');
  expect(lines.filter((line) => line.includes('attempt'))).toEqual([...told, ...told, '  - as expected only at attempt 3']);
});

test('of many scenarios 20 are shown, and the rest is counted', () => {
  const many = [...Array.from({ length: 21 }, (_, n) => surprise({ title: `odd ${n}` })), ...Array.from({ length: 9 }, (_, n) => scenarioResult({ title: `good ${n}` }))];
  const text = markdownOfRun(runResults(many), PLACE);
  expect(rowsOf(text, 'Scenarios')).toHaveLength(20);
  expect(text).toContain('\nand 10 more: 1 surprise, 9 ok\n');
  expect(sectionOf(text, 'In what they differ').filter((line) => line.startsWith('- '))).toHaveLength(20);
});

test('two runs that come to the same are told in the same words, however long they took and whichever ended first', () => {
  const [a, b] = [surprise({ title: 'a' }), scenarioResult({ title: 'b' })];
  const slow = markdownOfRun(runResults([b, { ...a, wallSeconds: 99 }], { wallSeconds: 99 }), PLACE);
  expect(markdownOfRun(runResults([a, b]), PLACE)).toBe(slow);
});

test('what was not run is named with the reason, and an interrupted run says so', () => {
  const text = markdownOfRun(runResults([], { interrupted: true, unrun: [{ title: 'a slow disk', family: 'disks', why: 'todo', reason: 'to be written' }] }));
  expect(sectionOf(text, 'Not run')).toEqual(['- a slow disk: todo, to be written']);
  expect(text).toContain('interrupted');
});

test('a verdict that was not confirmed is called provisional', () => {
  const text = markdownOfRun(runResults([scenarioResult({ confirmation: { state: 'provisional', why: 'no watch' } })]));
  expect(rowsOf(text, 'Scenarios')[0]?.[4]).toBe('80 s, provisional');
});

describe('of an audit', () => {
  test('survivors come with the worst first, then false alarms, then what came to no verdict', () => {
    const text = markdownOfAudit(auditResults([
      mutant('killed', { id: 'killed' }), mutant('invalid', { id: 'invalid', detail: 'it did not strike' }), mutant('false-alarm', { id: 'alarm', verdict: 'rejected', reason: 'check disk' }),
      survivor({ id: 'one page' }), survivor({ id: 'two pages', hurt: ['front: gone', 'item: gone'] }), survivor({ id: 'both fleets', oldHarm: 'hurt' }),
      survivor({ id: 'later', hurt: [], observed: { failingChecks: [], exits: [], listening: true, hurtLater: ['front: gone later'] } }),
    ]), PLACE);
    expect(rowsOf(text, 'Missed').map(([mark, id, , check, users]) => [mark, id, check, users])).toEqual([
      ['**survived**', 'both fleets', 'accepted (in service)', 'front: status 500 instead of 200'],
      ['**survived**', 'two pages', 'accepted (in service)', 'front: gone'],
      ['**survived**', 'one page', 'accepted (in service)', 'front: status 500 instead of 200'],
      ['**survived**', 'later', 'accepted (in service)', 'front: gone later'],
      ['**false alarm**', 'alarm', 'rejected (check disk)', ''],
      ['**invalid**', 'invalid', 'it did not strike', ''],
    ]);
  });

  test('it tells the sentence, advice, scores and tuning', () => {
    const text = markdownOfAudit(auditResults([survivor(), mutant('killed')], { tuning: [{ setting: 'Timeout', now: '5 s', proposed: '7 s', why: 'checks are slow' }] }), PLACE);
    expect(text.split('\n').slice(0, 3)).toEqual([
      '## canarybed audit: of 2 broken releases 1 were refused (sensitivity 50 %), of 0 good ones 0 were accepted', '',
      'shop: `HTTP:80/health every 15 s`, classic, runtime embedded, [CI job](https://ci.example.com/jobs/7)',
    ]);
    expect(sectionOf(text, 'What would help')).toEqual(['- `unset-setting:GREETING`: It would be seen by a check of pages.']);
    expect(rowsOf(text, 'Score by area')).toEqual([['settings', '1 of 2 (50 %)', '-']]);
    expect(sectionOf(text, 'Tuning')).toEqual(['- **Timeout**: 7 s instead of 5 s; checks are slow']);
  });

  test('what a baseline knows is marked, and takes no row of what is new', () => {
    const olds = Array.from({ length: 20 }, (_, n) => survivor({ id: `old ${n}`, oldHarm: 'hurt' }));
    const text = markdownOfAudit(auditResults([...olds, survivor({ id: 'new' })], { baseline: { known: olds.map(({ id }) => id), fresh: ['new'], fixed: ['gone'] } }));
    expect(rowsOf(text, 'Missed').slice(0, 2).map(([mark, id]) => [mark, id])).toEqual([['**survived**', 'new'], ['**survived**, known', 'old 0']]);
    expect(sectionOf(text, 'Baseline').slice(0, 2)).toEqual(['- new: `new`', '- fixed, to be taken out: `gone`']);
  });

  test('one that found nothing has no tables', () => {
    expect(markdownOfAudit(auditResults([]))).not.toMatch(/^[|#]{3}|^\|/m);
  });
});

/** What a reader of Markdown sees of words: without escapes, entities and blanks of no width. */
const seen = (text: string): string =>
  text.replace(/\\([!-/:-@[-`{-~])|&#8203;|&lt;|&gt;|&amp;/g, (whole, letter: string | undefined) => letter ?? { '&lt;': '<', '&gt;': '>', '&amp;': '&' }[whole] ?? '');

describe('whatever an app writes', () => {
  test('is seen as it is, in one line, and nothing of it is markup', () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        const written = words(text);
        expect(written.replaceAll('&#8203;', '\u200B')).not.toMatch(/[\n\r]|[<>]|(?<!\\)(?:\\\\)*(?:[`*_[\]|~$]|:\/\/)|@\w|#\d/);
        expect(words(seen(written))).toBe(written);
      }),
    );
    expect(words('a | b\n<img src=x> see [here](https://x.example) @ada #12 `x` www.x.example')).toBe(
      'a \\| b &lt;img src=x&gt; see \\[here\\](https\\://x.example) @&#8203;ada #&#8203;12 \\`x\\` www\\.x.example',
    );
  });

  test('is held by the fences of its code', () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        const written = code(text);
        const [fence = ''] = /^`*/.exec(written) ?? [];
        expect(written.replaceAll('&#8203;', '\u200B')).not.toMatch(/[\n\r]/);
        if (written !== '') expect(written.slice(fence.length, -fence.length).match(/`+/g) ?? []).not.toContain(fence);
        expect(written.endsWith(fence)).toBe(true);
      }),
    );
    expect(code('a ``b`` c')).toBe('``` a ``b`` c ```');
  });

  test('leaves every table its columns', () => {
    fc.assert(
      fc.property(hostileScenario(), hostileMutant(), (scenario, one) => {
        expect(rowsOf(markdownOfRun(runResults([scenario])), 'Scenarios').map((row) => row.length)).toEqual([5]);
        expect(rowsOf(markdownOfAudit(auditResults([one])), 'Missed').map((row) => row.length)).toEqual([5]);
      }),
    );
  });

  test('is cut where it is long', () => {
    expect(words('x'.repeat(9000))).toHaveLength(303);
    expect(code('x'.repeat(9000)).length).toBeLessThan(310);
  });
});

test.each([
  ['https://ci.example.com/a(b)?c=d|e', '[x](https://ci.example.com/a%28b%29?c=d|e)'],
  ['javascript:alert(1)', 'x'],
  ['not an address', 'x'],
])('an address %s becomes %s', (address, expected) => expect(link('x', address)).toBe(expected));
