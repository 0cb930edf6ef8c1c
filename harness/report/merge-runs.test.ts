import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { ConfigError } from '../model/errors.js';
import type { JournalLine } from '../model/journal.js';
import { mergeRuns, type RunJournal } from './merge-runs.js';
import { readJournalLines } from './read-lines.js';
import type { LineOf } from './scenario-lines.js';
import { resultsOf, type RunResults } from './results.js';

const WHOLE = readJournalLines(readFileSync(join(__dirname, 'golden/journal.jsonl'), 'utf8'), 'journal.jsonl');
const SCENARIOS = WHOLE.flatMap((line) => (line.type === 'scenario-started' ? [line.scenario] : []));

const DEALT = { scenarios: SCENARIOS.length, hash: 'abc' };

/** The lines that a shard of the run would have: all but those of other shards' scenarios. */
function shardOf(shardOfScenario: (scenario: string) => number, index: number, count: number): RunJournal {
  const others = new Set(SCENARIOS.filter((scenario) => shardOfScenario(scenario) !== index));
  // What is not run is dealt out, too, the last first.
  const unrun = WHOLE.filter(({ type }) => type === 'scenario-unrun').reverse().filter((_, at) => at % count === index - 1);
  const dealt = WHOLE.flatMap((line, at) => (line.type === 'scenario-unrun' ? (WHOLE[at - 1]?.type === 'scenario-unrun' ? [] : unrun) : [line]));
  const lines = dealt.filter((line) => !('scenario' in line && line.scenario !== undefined && others.has(line.scenario))).map((line): JournalLine => {
    if (line.type !== 'run-started' || !line.facts) return line;
    return { ...line, dealt: DEALT, facts: { ...line.facts, command: `canarybed run --shard ${index}/${count} --no-watch`, shards: [`${index}/${count}`] } };
  });
  return { file: `shard-${index}.jsonl`, lines };
}

const shards = (count: number, shardOfScenario = (scenario: string) => (SCENARIOS.indexOf(scenario) % count) + 1): RunJournal[] =>
  Array.from({ length: count }, (_, index) => shardOf(shardOfScenario, index + 1, count));

/** Two may have ended at the same moment. */
const byTitle = (results: RunResults): RunResults => ({ ...results, scenarios: [...results.scenarios].sort((a, b) => (a.title < b.title ? -1 : 1)) });

const refusal = (journals: readonly RunJournal[]): string => {
  try {
    mergeRuns(journals);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'merged';
};

test('merged results of shards are those of the run as a whole, however its scenarios were dealt out', () => {
  const whole = resultsOf(WHOLE);
  const dealt = fc.integer({ min: 2, max: 5 }).chain((count) => fc.record({ count: fc.constant(count), to: fc.array(fc.integer({ min: 1, max: count }), { minLength: SCENARIOS.length, maxLength: SCENARIOS.length }) }));
  fc.assert(
    fc.property(dealt, ({ count, to }) => {
      const { results, missing } = mergeRuns(shards(count, (scenario) => to[SCENARIOS.indexOf(scenario)] ?? 1).reverse());
      expect(missing).toEqual([]);
      expect(byTitle(results)).toEqual({ ...byTitle(whole), facts: { ...whole.facts, shards: Array.from({ length: count }, (_, index) => `${index + 1}/${count}`) } });
    }),
    { numRuns: 20 },
  );
});

test('scenarios come in the order in which they ended, whichever shard had them', () => {
  const ends = new Map(WHOLE.flatMap((line) => (line.type === 'scenario-ended' ? [[line.scenario, line.time] as const] : [])));
  const times = mergeRuns(shards(3)).results.scenarios.map(({ id }) => ends.get(id) ?? 0);
  expect(times).toEqual([...ends.values()].sort((a, b) => a - b));
});

test('the one journal of a run that was not sharded gives its results', () => {
  expect(mergeRuns([{ file: 'a', lines: WHOLE }])).toEqual({ results: resultsOf(WHOLE), missing: [] });
});

test('a shard that is not there is named, and the run counts as interrupted', () => {
  const [first, second, third] = shards(3);
  if (!first || !second || !third) throw new Error('three shards');
  expect(mergeRuns([first, third])).toMatchObject({ missing: ['2/3'], results: { interrupted: true } });
  expect(mergeRuns([third])).toMatchObject({ missing: ['1/3', '2/3'], results: { interrupted: true } });
});

test('what is not judged is counted by what was dealt out, where a shard is missing or was killed', () => {
  const [first, second] = shards(2).map((journal) => begun(journal, (line) => ({ ...line, dealt: { scenarios: 9, hash: 'same' } })));
  if (!first || !second) throw new Error('two shards');
  const judged = ({ lines }: RunJournal): number => new Set(lines.flatMap((line) => (line.type === 'scenario-ended' ? [line.scenario] : []))).size;
  expect(mergeRuns([first]).results.unjudged).toEqual({ count: 9 - judged(first), begun: [] });
  const cut = second.lines.findIndex(({ type }) => type === 'scenario-ended');
  const { results } = mergeRuns([first, { ...second, lines: second.lines.slice(0, cut) }]);
  expect(results.unjudged?.count).toBe(9 - judged(first));
  expect(results.unjudged?.begun.length).toBeGreaterThan(0);
  expect(mergeRuns([first, second]).results).not.toHaveProperty('unjudged');
});

test('a journal that its shard never wrote a line of is like one that is not there', () => {
  const [first, second, third] = shards(3);
  if (!first || !second || !third) throw new Error('three shards');
  const nothing = { file: 'empty.jsonl', lines: [] };
  expect(mergeRuns([nothing, first, third])).toEqual(mergeRuns([first, third]));
  for (const journals of [[nothing], [nothing, first, second, third], [nothing, nothing, first, third]]) {
    expect(refusal(journals)).toBe('empty.jsonl:1: expected the journal of a run, whose first line tells that it began, found nothing');
  }
});

test('times are those of the slowest shard and of the first one that began', () => {
  const [first, second] = shards(2);
  const later = (second?.lines ?? []).map((line): JournalLine => {
    if (line.type === 'run-ended') return { ...line, wallSeconds: 99 };
    return line.type === 'run-started' && line.facts ? { ...line, facts: { ...line.facts, startedAt: '2027-01-01T00:00:00.000Z' } } : line;
  });
  const { results } = mergeRuns([{ file: 'b', lines: later }, first ?? { file: 'a', lines: [] }]);
  expect([results.wallSeconds, results.facts.startedAt]).toEqual([99, resultsOf(WHOLE).facts.startedAt]);
});

test('a control that one shard refused is not covered up by the other, which accepted it', () => {
  const [first, second] = shards(2);
  const refused = (first?.lines ?? []).map((line): JournalLine => (line.type === 'control' ? { ...line, accepted: false, detail: 'it was rejected' } : line));
  for (const order of [[refused, second?.lines ?? []], [second?.lines ?? [], refused]]) {
    expect(mergeRuns(order.map((lines, index) => ({ file: String(index), lines }))).results.controls).toMatchObject([{ accepted: false }]);
  }
});

const FACTS = resultsOf(WHOLE).facts;
const THE_SAME = 'give all shards the same files and the same -t, and what their apps need';

/** The same journal with another first line. */
const begun = ({ file, lines }: RunJournal, change: (line: LineOf<'run-started'> & JournalLine) => JournalLine): RunJournal => ({ file, lines: lines.map((line) => (line.type === 'run-started' ? change(line) : line)) });

test.each<[string, (journal: RunJournal) => RunJournal, string]>([
  ['the same shard twice', () => shards(2)[0] as RunJournal, 'again/shard-1.jsonl:1: expected each shard once, found 1/2, which shard-1.jsonl is too'],
  ['another commit', (journal) => begun(journal, (line) => ({ ...line, facts: { ...FACTS, ...line.facts, commit: 'beef' } })), 'shard-2.jsonl:1: expected a shard of the same run as shard-1.jsonl, of commit c0ffee00'],
  ['a run in other shards', () => shards(3)[1] as RunJournal, 'shard-2.jsonl:1: expected a shard of the same run as shard-1.jsonl, of number of shards 2, found 3'],
  ['another version', (journal) => begun(journal, (line) => ({ ...line, facts: { ...FACTS, ...line.facts, canarybed: '9.9.9' } })), "shard-2.jsonl:1: expected a shard of the same run as shard-1.jsonl, of canarybed's version 0.1.0, found 9.9.9"],
  ['one of fewer scenarios', (journal) => begun(journal, (line) => ({ ...line, dealt: { scenarios: 2, hash: 'abd' } })), `shard-2.jsonl:1: expected a shard of the same ${SCENARIOS.length} scenarios as shard-1.jsonl, found one of 2; ${THE_SAME}`],
  ['one of other scenarios', (journal) => begun(journal, (line) => ({ ...line, dealt: { ...DEALT, hash: 'abd' } })), `shard-2.jsonl:1: expected a shard of the same ${SCENARIOS.length} scenarios as shard-1.jsonl, found one of as many others; ${THE_SAME}`],
])('%s is refused', (_, change, message) => {
  const [first, second] = shards(2);
  if (!first || !second) throw new Error('two shards');
  // Under another name, as of a folder of its own.
  const other = change(second);
  expect(refusal([first, other === first ? other : { ...other, file: other.file === first.file ? `again/${other.file}` : other.file }])).toContain(message);
});

test('a scenario that two journals have is refused, with both lines', () => {
  const [first, second] = shards(2);
  const whole = { file: 'whole.jsonl', lines: WHOLE.map((line) => (line.type === 'run-started' ? (second?.lines[0] ?? line) : line)) };
  expect(refusal([first as RunJournal, whole])).toMatch(/^whole\.jsonl:\d+: expected each scenario in one shard alone, found "[\w-]+", which ended at shard-1\.jsonl:\d+ too; name each shard once$/);
});
