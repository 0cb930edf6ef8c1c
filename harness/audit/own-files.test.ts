import { isOwnFile } from './own-files.js';

test.each(['reports/journal.jsonl', 'reports/audit-journal.jsonl.lock', 'reports/audit.json.new', 'reports/audit.json', 'reports/results.json', 'reports/report.html', 'reports/audit-report.md', 'reports/junit.xml', 'reports/mutation.json', '.canarybed/audit.json'])(
  '%s is ours',
  (path) => expect(isOwnFile(path)).toBe(true),
);

test.each(['reports/views.py', 'reports/templates/report.html', 'reports/__init__.py', 'app/reports/audit.json', 'results.json', 'report.html', 'reports', 'reports/audit-mutation.json'])('%s is the app’s', (path) => expect(isOwnFile(path)).toBe(false));
