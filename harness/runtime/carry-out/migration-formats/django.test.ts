import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describeWithPython, python } from '../django.testing.js';
import { djangoFormat } from './django.js';

/** What the texts import of Django. */
const STANDS_FOR_DJANGO = `
import json, sys, types
class RunSQL:
    def __init__(self, sql): self.sql = sql
django, db = types.ModuleType("django"), types.ModuleType("django.db")
db.migrations = types.SimpleNamespace(Migration=object, RunSQL=RunSQL)
sys.modules.update({"django": django, "django.db": db})
`;

/** Reads texts of migrations as Django does, from UTF-8, and prints what their operations would run. */
const READER = `${STANDS_FOR_DJANGO}
def read(text):
    module = {}
    exec(compile(text.encode("utf-8"), "migration", "exec"), module)
    migration = module["Migration"]
    return {"sql": [operation.sql for operation in migration.operations], "after": migration.dependencies, "atomic": getattr(migration, "atomic", True)}
print(json.dumps([read(text) for text in json.load(sys.stdin)]))
`;

const read = (texts: readonly string[]): unknown => JSON.parse(python(READER, JSON.stringify(texts)) ?? 'null');

const units = fc.array(fc.nat(0xffff), { maxLength: 12 }).map((codes) => String.fromCharCode(...codes));
const signs = fc
  .array(fc.constantFrom('"', "'", '\\', '\n', '\r', '\t', '\0', '\f', '\u2028', '\x85', '\\N{DASH}', '\\x41', '"""', '{0}', '%s', '#', '\ufeff', 'é', '🫖'), { maxLength: 8 })
  .map((parts) => parts.join(''));
const sql = fc.oneof(units, signs, fc.string({ unit: 'binary' }));

describeWithPython('what Django is given', () => {
  test('is the very SQL of the fault, whatever signs that holds', () => {
    const { running, breakingOff } = djangoFormat('shop').writer;
    fc.assert(
      fc.property(fc.array(sql, { minLength: 50, maxLength: 200 }), (statements) => {
        const after = [['shop', '0002_orders']];
        expect(read(statements.map((one) => running(one, '0002_orders.py')))).toEqual(statements.map((one) => ({ sql: [one], after, atomic: true })));
        expect(read(statements.map((one) => breakingOff(one, '0002_orders.py')))).toEqual(statements.map((one) => ({ sql: [one, 'select * from no_such_table'], after, atomic: false })));
      }),
      { numRuns: 8 },
    );
  });

  test('comes after nothing where nothing is before it', () => {
    const { running, beside } = djangoFormat('shop').writer;
    expect(read([running('select 1', undefined), beside?.(undefined) ?? ''])).toEqual([
      { sql: ['select 1'], after: [], atomic: true },
      { sql: [], after: [], atomic: true },
    ]);
  });

  test('branches off where the last one does, however that says so', () => {
    const { beside } = djangoFormat('shop').writer;
    const folder = mkdtempSync(join(tmpdir(), 'django-format-'));
    writeFileSync(join(folder, '0002_orders.py'), 'class Migration:\n    dependencies = [("shop", "%04d_items" % 1), ("auth", "0001_initial")]\n');
    writeFileSync(join(folder, '0003_conflicting.py'), beside?.('0002_orders.py') ?? '');
    const program = `${STANDS_FOR_DJANGO}
import importlib
package = types.ModuleType("migrations")
package.__path__ = [json.load(sys.stdin)]
sys.modules["migrations"] = package
print(json.dumps(importlib.import_module("migrations.0003_conflicting").Migration.dependencies))`;
    const printed = python(program, JSON.stringify(folder));
    rmSync(folder, { recursive: true, force: true });
    expect(JSON.parse(printed ?? 'null')).toEqual([['shop', '0001_items'], ['auth', '0001_initial']]);
  });

  test('runs nothing once it is emptied, and comes after what it came after', () => {
    const { running, emptied } = djangoFormat('shop').writer;
    expect(read([emptied(running('select 1', '0001_items.py').trimEnd())])).toEqual([{ sql: [], after: [['shop', '0001_items']], atomic: true }]);
  });
});
