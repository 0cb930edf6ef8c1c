import { keptLog, noLinesOf } from './kept-log.js';

const log = (count: number) => Array.from({ length: count }, (_, at) => ({ at, line: 'a line' }));

test.each<[string, Parameters<typeof keptLog>[0], string | undefined]>([
  ['all lines are there', [{ id: 'i-1', log: log(2), written: 2 }, { id: 'i-2', log: [], written: 0 }], undefined],
  ['an earlier version kept lines and did not count them', [{ id: 'i-1', log: log(2) }], undefined],
  ['the first lines are gone', [{ id: 'i-1', log: log(2), written: 1200 }], 'Kept: the last 2 of 1,200 lines of i-1.'],
  ['two instances were left out', [{ id: 'i-1', log: log(2), written: 3 }, { id: 'i-2', log: [] }, { id: 'i-3', log: [] }], 'Kept: the last 2 of 3 lines of i-1 and no lines of i-2 and i-3.'],
])('which lines there are: %s', (_, instances, sentence) => {
  expect(keptLog(instances)).toBe(sentence);
});

test.each([
  ['was not kept', { id: 'i-1', log: [] }, 'No lines of i-1 were kept.'],
  ['said nothing', { id: 'i-1', log: [], written: 0 }, 'i-1 wrote no line.'],
  ['is filtered out', { id: 'i-1', log: log(1), written: 1 }, 'No line of i-1 is among those that are shown.'],
  ['is not known', undefined, 'No lines of i-1 were kept.'],
] as const)('of an instance that %s it is said why no line is shown', (_, instance, sentence) => {
  expect(noLinesOf('i-1', instance)).toBe(sentence);
});
