import { auditResultsOf, UNENDED } from './audit-results.js';
import { auditStartOf } from './audit-start.js';
import type { Mutant } from './mutant.js';
import { subjectOf } from './sample-subject.testing.js';

const mutant = (id: string): Mutant => ({ id, area: 'tables', operator: 'drop-table', target: id, summary: id, faults: [], breaks: 'release', files: [] });
const result = (id: string) => ({ id, area: 'tables' as const, operator: 'drop-table', target: id, summary: id, breaks: 'release' as const, status: 'survived' as const, detail: '', hurt: [], wallSeconds: 1 });

test('every mutant that is run or ignored is told by its id, and counts when it has ended', () => {
  const { release } = subjectOf();
  const selected = { run: [mutant('drop-table:admin_users')], ignored: [{ mutant: mutant('drop-table:log'), reason: 'it is written to alone' }] };
  const start = auditStartOf({ release, ignore: [], deployment: {} }, selected, { runtime: 'embedded', node: 'v20', date: '2026-01-01', seed: 1, learned: [], breakOn: undefined, baseline: new Set(['drop-table:admin_users']) });
  const results = new Map(selected.run.map(({ id }) => [id, result(id)]));
  expect(start).toMatchObject({ ids: ['drop-table:admin_users', 'drop-table:log'], baseline: ['drop-table:admin_users'], learned: [] });
  expect(auditResultsOf(start, { ...UNENDED, wallSeconds: 1, results })).toMatchObject({ mutants: [{ id: 'drop-table:admin_users' }], score: { counts: { survived: 1 } }, baseline: { known: ['drop-table:admin_users'], fresh: [] } });
});
