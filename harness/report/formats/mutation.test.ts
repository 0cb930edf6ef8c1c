import { Ajv } from 'ajv';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AuditResults } from '../../model/audit.js';
import { mutationReport, mutationText } from './mutation.js';
import { auditResults, hostileMutant, mutant, survivor } from './sample-results.testing.js';

const schema = createRequire(__filename).resolve('mutation-testing-report-schema/mutation-testing-report-schema.json');
const validate = new Ajv({ strict: true, formats: { uri: true } }).compile(JSON.parse(readFileSync(schema, 'utf8')) as object);

const ALL = auditResults(
  [
    mutant('killed', { id: 'unset-setting:SECRET', target: 'SECRET', summary: 'SECRET is not set', verdict: 'rejected', reason: 'check pages', harm: 'hurt', hurt: ['front: gone'] }),
    survivor(),
    mutant('false-alarm', { id: 'garble-setting:GREETING', operator: 'garble-setting', verdict: 'rejected', reason: 'check disk' }),
    mutant('harmless', { id: 'c', target: 'COLOUR' }),
    mutant('ignored', { id: 'd', target: 'COLOUR', detail: 'not chosen' }),
    mutant('invalid', { id: 'e', area: 'templates', target: 'views/front.ejs', detail: 'it did not strike' }),
    mutant('timed-out', { id: 'f', area: 'templates', target: 'views/item.ejs', detail: 'not judged within 120 s' }),
  ],
  { matrix: { checks: ['disk', 'pages'], rows: [{ mutant: 'unset-setting:SECRET', caughtBy: ['pages'] }, { mutant: 'unset-setting:GREETING', caughtBy: [] }] } },
);

const found = (results: AuditResults) => Object.values(mutationReport(results).files).flatMap(({ mutants }) => mutants);

test('the report is as the schema says', () => {
  expect([validate(JSON.parse(mutationText(ALL))), validate.errors]).toEqual([true, null]);
  // The schema is one that refuses.
  expect(validate({ ...mutationReport(ALL), files: { a: { language: 'text', source: '', mutants: [{ id: 'x' }] } } })).toBe(false);
});

test('an area is a file whose lines are what is broken, and each mutant lies at its line', () => {
  const { files } = mutationReport(ALL);
  expect(Object.entries(files).map(([name, { source }]) => [name, source])).toEqual([['settings', 'SECRET\nGREETING\nCOLOUR\n'], ['templates', 'views/front.ejs\nviews/item.ejs\n']]);
  expect(files['settings']?.mutants[1]).toEqual({
    id: 'unset-setting:GREETING', mutatorName: 'unset-setting', description: 'GREETING is not set', replacement: 'GREETING is not set',
    location: { start: { line: 2, column: 1 }, end: { line: 2, column: 9 } },
    status: 'Survived', statusReason: 'accepted, users were hurt: in service; 1 of 1 instances in service\nIt would be seen by a check of pages.', duration: 2500,
  });
});

test('every status of ours has one of theirs, and says which it was', () => {
  expect(found(ALL).map(({ status, statusReason }) => [status, statusReason.split('\n')[0]])).toEqual([
    ['Killed', 'refused, users were hurt: check pages; 1 of 1 instances in service'],
    ['Survived', 'accepted, users were hurt: in service; 1 of 1 instances in service'],
    ['NoCoverage', 'false alarm: refused, users were fine: check disk; 1 of 1 instances in service'],
    ['Ignored', 'harmless: accepted, users were fine: 1 of 1 instances in service'],
    ['Ignored', 'ignored: not chosen'],
    ['RuntimeError', 'invalid: it did not strike'],
    ['RuntimeError', 'timed out: not judged within 120 s'],
  ]);
});

test('their score of what is covered is the sensitivity', () => {
  const many = auditResults([
    ...Array.from({ length: 3 }, (_, n) => mutant('killed', { id: `k${n}` })), survivor({ id: 's' }),
    ...(['false-alarm', 'harmless', 'ignored', 'invalid', 'timed-out'] as const).map((status) => mutant(status, { id: status })),
  ]);
  // As mutation-testing-metrics counts: detected of detected and survived.
  const count = (...statuses: readonly string[]): number => found(many).filter(({ status }) => statuses.includes(status)).length;
  const detected = count('Killed', 'Timeout');
  expect((detected * 100) / (detected + count('Survived'))).toBe(many.score.sensitivity);
});

test('checks are the tests, and say what they caught', () => {
  expect(mutationReport(ALL).testFiles).toEqual({ 'health check': { tests: [{ id: 'disk', name: 'disk' }, { id: 'pages', name: 'pages' }] } });
  expect(found(ALL).map(({ killedBy }) => killedBy)).toEqual([['pages'], ...Array.from({ length: 6 }, () => undefined)]);
});

test('whatever an app writes, the report stays as the schema says and its lines are those of its locations', () => {
  fc.assert(
    fc.property(fc.uniqueArray(hostileMutant(), { selector: ({ id }) => id, maxLength: 4 }), (mutants) => {
      const report = mutationReport(auditResults(mutants));
      expect([validate(JSON.parse(JSON.stringify(report))), validate.errors]).toEqual([true, null]);
      for (const { source, mutants: those } of Object.values(report.files)) {
        const lines = source.trimEnd().split(/\r\n|[\n\r]/);
        for (const { location } of those) expect((lines[location.start.line - 1]?.length ?? 0) + 1).toBe(location.end.column);
      }
    }),
  );
});
