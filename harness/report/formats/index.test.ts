import { FORMAT_NAMES, FORMATS, formatsOf, reportFile } from './index.js';
import { auditResults, runResults, scenarioResult, survivor } from './sample-results.testing.js';

test('every format has its name, and tells of a run or of an audit', () => {
  expect(Object.keys(FORMATS)).toEqual([...FORMAT_NAMES]);
  expect(formatsOf('run')).toEqual(['html', 'json', 'junit', 'markdown', 'github']);
  expect(formatsOf('audit')).toEqual([...FORMAT_NAMES]);
});

test('reports of a run and of an audit lie side by side', () => {
  const files = (['run', 'audit'] as const).flatMap((kind) => formatsOf(kind).flatMap((name) => reportFile(name, kind) ?? []));
  expect(files).toEqual(['report.html', 'results.json', 'junit.xml', 'report.md', 'audit-report.html', 'audit.json', 'audit-junit.xml', 'audit-report.md', 'mutation.json']);
});

test('JSON is the results themselves', () => {
  const [run, audit] = [runResults([scenarioResult()]), auditResults([survivor()])];
  expect([JSON.parse(FORMATS.json.run?.(run) ?? ''), JSON.parse(FORMATS.json.audit?.(audit) ?? '')]).toEqual([run, audit]);
});

test('every report ends its last line', () => {
  const texts = FORMAT_NAMES.flatMap((name) => [FORMATS[name].run?.(runResults([scenarioResult()])), FORMATS[name].audit?.(auditResults([survivor()]))]);
  expect(texts.filter((text) => text !== undefined && !text.endsWith('\n'))).toEqual([]);
});
