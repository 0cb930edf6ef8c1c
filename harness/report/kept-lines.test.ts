import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endedIn, keptLines } from './kept-lines.js';
import { readJournalLines } from './read-lines.js';
import { resultsOf } from './results.js';

const lines = readJournalLines(readFileSync(join(__dirname, 'golden/journal.jsonl'), 'utf8'), 'journal.jsonl');
const [run, ...others] = lines;
const ids = [...endedIn(lines)];
const all = { scenarios: ids, unrun: lines.flatMap((line) => (line.type === 'scenario-unrun' ? [line.title] : [])) };
const begun = run ? [run] : [];

test('a journal that takes all over gives the same results', () => {
  const { scenarios, unrun, bodies, controls } = resultsOf(lines);
  expect(resultsOf([...begun, ...keptLines(others, all)])).toMatchObject({ scenarios, unrun, bodies, controls });
});

test('of what is run again nothing is kept, nor the bodies that it alone names', () => {
  const [, second = ''] = ids;
  const kept = keptLines(lines, { scenarios: [second], unrun: [] });
  const { scenarios, unrun, bodies } = resultsOf([...begun, ...kept]);
  expect(scenarios).toEqual(resultsOf(lines).scenarios.filter(({ id }) => id === second));
  expect(unrun).toEqual([]);
  expect(Object.keys(bodies).length).toBeLessThan(Object.keys(resultsOf(lines).bodies).length);
});

test('a control that is kept has a name of its own, and keeps it however often it is', () => {
  const names = (of: typeof lines): Set<string | undefined> => new Set(of.flatMap((line) => (line.type === 'scenario-started' ? [line.control] : [])));
  const kept = keptLines(lines, all);
  const known = names(lines);
  expect([...names(kept)].filter((name) => known.has(name))).toEqual([]);
  expect(names(keptLines([...begun, ...kept], all))).toEqual(names(kept));
});

test('what had not ended is not kept', () => {
  const [first = ''] = ids;
  const cut = lines.filter((line) => !(line.type === 'scenario-ended' && line.scenario === first));
  expect(keptLines(cut, { scenarios: [first], unrun: [] })).toEqual([]);
});
