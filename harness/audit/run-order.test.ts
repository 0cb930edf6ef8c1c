import type { AuditArea } from '../model/audit.js';
import type { Mutant } from './mutant.js';
import { runOrder } from './run-order.js';

const mutant = (operator: string, area: AuditArea, target = 'x'): Mutant => ({
  id: `${operator}:${target}`, area, operator, target, summary: '', faults: [], breaks: 'release', files: [],
});

test('what may end at once comes last, so that it is booted while the others are watched; the rest stays as it was', () => {
  const given = [
    mutant('unset-setting', 'settings', 'A'), mutant('crash-on-start', 'process'), mutant('drop-table', 'tables'),
    mutant('wrong-host', 'settings'), mutant('late-start', 'process'), mutant('memory-short', 'process'), mutant('unset-setting', 'settings', 'B'),
  ];
  expect(runOrder(given).map(({ id }) => id)).toEqual([
    'drop-table:x', 'late-start:x', 'unset-setting:A', 'wrong-host:x', 'unset-setting:B', 'crash-on-start:x', 'memory-short:x',
  ]);
});
