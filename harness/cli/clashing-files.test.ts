import { ConfigError } from '../model/errors.js';
import { refuseClashes, type Placed } from './clashing-files.js';

const placed = (kind: Placed['kind'], name: Placed['name'], file: string): Placed => ({ kind, name, to: { file } });

test.each<[string, Placed[], string?]>([
  ['a journal', [placed('run', 'markdown', 'reports/journal.jsonl')]],
  ['the results, by another way', [placed('run', 'junit', './out/../reports/results.json')]],
  ['what an audit keeps', [placed('run', 'json', 'reports/audit.json')]],
  ['what lies in reports/, where another folder is written to', [placed('run', 'html', 'reports/audit-journal.jsonl')], 'merged'],
  ['the results of another folder', [placed('run', 'html', 'merged/results.json')], 'merged'],
  ['another report', [placed('run', 'junit', 'x'), placed('audit', 'mutation', './x')]],
])('a report is not written over %s', (_, reports, folder = 'reports') => {
  expect(() => refuseClashes(reports, folder)).toThrow(ConfigError);
});

test('reports with files of their own are let be, and the results under their own name', () => {
  refuseClashes([placed('run', 'json', 'reports/results.json'), placed('audit', 'json', 'reports/audit.json'), placed('run', 'junit', 'results.json')], 'reports');
  refuseClashes([{ kind: 'run', name: 'github', to: 'console' }, { kind: 'run', name: 'markdown', to: { append: '/summary' } }], 'reports');
});
