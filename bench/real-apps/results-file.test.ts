import type { AuditResults, MutantResult } from '../../harness/model/audit.js';
import { compareRows } from './compare.js';
import { resultsText, type Audited } from './results-file.js';
import type { TruthRow } from './truth.js';

const truth: TruthRow[] = [{ fault: 'no database', byHand: '200; 500', mutant: 'down-at-boot:database', comes: ['survived'] }];
const survivor = { id: 'down-at-boot:database', status: 'survived', hurt: ['/: status 500'], detail: '' } as unknown as MutantResult;
const results = {
  runtime: 'embedded', node: 'v20.0.0', mutants: [survivor], controlBoots: [1.04, 2], score: { sensitivity: 0, counts: { killed: 0, survived: 1 } },
} as unknown as AuditResults;

const audited = (name: string | undefined, args: readonly string[]): Audited => ({
  variant: { ...(name === undefined ? {} : { name }), args, truth }, results, compared: compareRows(truth, results.mutants), wall: 61.4,
});

const written = (all: readonly Audited[], args: readonly string[] = [], variants = all.map(({ variant }) => variant)): string[] =>
  resultsText({ name: 'A shop', source: 'by hand', variants }, all, { date: '2026-11-27', version: '1.2.3', processors: 2, args }).split('\n');

const PART = [
  '1 mutants: 1 survived. Sensitivity 0 %, specificity unknown.',
  'The unbroken release booted in 1.0, 2.0 s; all took 61 s.',
  '',
  '| broken | by hand: check; users | audit | |',
  '|---|---|---|---|',
  '| no database | 200; 500 | survived; /: status 500 | the same |',
  '',
];

const HEAD = ['# A shop 1.2.3', '', 'Written by `npm run bench -- real-apps` on 2026-11-27, embedded, 2 processors, Node v20.0.0.'];

const MISSES = ['Survivors, false alarms, and what came to nothing', '', '- `down-at-boot:database`: survived; /: status 500'];

test('the results of an app say when and on what they were measured, what came, and what asks for attention', () => {
  expect(written([audited(undefined, [])])).toEqual([...HEAD, ...PART, `## ${MISSES[0]}`, ...MISSES.slice(1), '']);
});

test('each variant has a part of its own, with the setting that makes it', () => {
  const part = [...PART, `### ${MISSES[0]}`, ...MISSES.slice(1)];
  expect(written([audited('deep', []), audited('the proxy answers', ['--env', 'CONF=answers.conf'])])).toEqual([
    ...HEAD, '', '## Deep', '', ...part, '', '## The proxy answers (`CONF=answers.conf`)', '', ...part, '',
  ]);
});

test('where only a part was run the results say so', () => {
  const deep = audited('deep', []);
  expect(written([deep], [], [deep.variant, audited('shallow', []).variant])[3]).toBe('Not run: shallow.');
  expect(written([audited(undefined, [])], ['--area', 'request'])[3]).toBe('Only a part was run: `--area request`.');
});
