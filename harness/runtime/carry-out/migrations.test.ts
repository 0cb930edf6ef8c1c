import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault, MigrationFault } from '../../model/fault.js';
import type { Release } from '../../model/release.js';
import { SHOP_RELEASE, SMALL_RELEASE } from '../../model/release.testing.js';
import { migrationFiles, planMigrations } from './migrations.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'migrations-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function releaseWith(...names: string[]): Release {
  mkdirSync(join(folder, 'migrations'));
  for (const name of names) writeFileSync(join(folder, 'migrations', name), 'select 1;\n');
  return { ...SHOP_RELEASE, folder };
}

function djangoWith(...names: string[]): Release {
  const { migrations, ...release } = releaseWith('__init__.py', ...names);
  return { ...release, ...(migrations ? { migrations: { ...migrations, format: { django: 'shop' } } } : {}) };
}

const fault = (body: Omit<MigrationFault, 'kind'>): Fault => ({ kind: 'migration', ...body, summary: body.operator });
const ITEMS = ['0001_items.sql', '0002_orders.sql'];

test('the files of a release are its SQL files in the order of their names', () => {
  expect(migrationFiles(releaseWith('0002_b.sql', '0001_a.sql', 'README.md', '0003_c.sql'))).toEqual(['0001_a.sql', '0002_b.sql', '0003_c.sql']);
  expect(migrationFiles(SMALL_RELEASE)).toEqual([]);
});

test.each<[string, Omit<MigrationFault, 'kind'>, object]>([
  ['skip finds an empty schema and starts without migrating', { operator: 'skip' }, { schema: 'empty', edits: [], settings: { MIGRATE: 'false' } }],
  ['skip-last finds the schema before the last', { operator: 'skip-last' }, { schema: 'before-last', edits: [], settings: { MIGRATE: 'false' } }],
  ['pending-last finds the schema before the last and migrates as usual', { operator: 'pending-last' }, { schema: 'before-last', edits: [], settings: {} }],
  ['further adds a file with the SQL that it is given, and leaves the schema', { operator: 'further', sql: 'alter table items add weight int' }, { schema: 'migrated', edits: [{ path: 'migrations/0003_further.sql', mode: 'create', text: '/* canarybed further 1 */ alter table items add weight int;\n' }], settings: {} }],
  ['failing adds a file whose SQL fails', { operator: 'failing' }, { schema: 'migrated', edits: [{ path: 'migrations/0003_failing.sql', mode: 'create', text: '/* canarybed failing 1 */ alter table no_such_table add column never text;\n' }], settings: {} }],
  ['failing takes the SQL that it is given', { operator: 'failing', sql: 'nonsense' }, { edits: [{ path: 'migrations/0003_failing.sql', mode: 'create', text: '/* canarybed failing 1 */ nonsense;\n' }] }],
  ['half-applied commits its first half', { operator: 'half-applied', sql: 'create table half ()' }, { edits: [{ path: 'migrations/0003_half_applied.sql', mode: 'create', text: '/* canarybed half-applied 1 */ create table half ();\ncommit;\nselect * from no_such_table;\n' }] }],
  ['slow sleeps in the database', { operator: 'slow', seconds: 2 }, { edits: [{ path: 'migrations/0003_slow.sql', mode: 'create', text: '/* canarybed slow 1 */ select pg_sleep(2);\n' }] }],
  ['lock-held gives the runner something to wait with', { operator: 'lock-held' }, { schema: 'migrated', edits: [{ path: 'migrations/0003_waiting.sql', mode: 'create', text: 'select 1;\n' }] }],
  ['fake-applied finds the last noted and not run, and migrates as usual', { operator: 'fake-applied' }, { schema: 'last-faked', edits: [], settings: {} }],
  ['schema-ahead takes the last file away', { operator: 'schema-ahead' }, { schema: 'migrated', edits: [{ path: 'migrations/0002_orders.sql', mode: 'remove', text: '' }], settings: {} }],
])('%s', (_, body, expected) => expect(planMigrations(releaseWith(...ITEMS), [fault(body)])).toMatchObject(expected));

test('faults of other kinds, and releases without migrations, leave everything as it is', () => {
  const nothing = { schema: 'migrated', edits: [], written: [], settings: {} };
  expect(planMigrations(releaseWith(...ITEMS), [{ kind: 'file', operator: 'remove', path: 'x', summary: '' }])).toEqual(nothing);
  expect(planMigrations(SMALL_RELEASE, [fault({ operator: 'skip' })])).toEqual(nothing);
});

test('those of a Django app are its modules, but for those that Django passes over', () => {
  expect(migrationFiles(djangoWith('0002_b.py', '0001_a.py', '_draft.py', '~0003_c.py', '0004_d.pyc', '0005_e.sql'))).toEqual(['0001_a.py', '0002_b.py']);
});

/** What a Django app with two migrations is given: the names of files, with the lines of a class. */
function addedToDjango(...bodies: Omit<MigrationFault, 'kind'>[]): string[][] {
  const { edits } = planMigrations(djangoWith('0001_items.py', '0002_orders.py'), bodies.map(fault));
  return edits.map(({ path, mode, text }) => [`${mode} ${path}`, ...(/^class Migration[^]*/m.exec(text)?.[0] ?? '').trimEnd().split(/\n */).slice(1)]);
}

const AFTER_ORDERS = 'dependencies = [("shop", "0002_orders")]';

test.each<[string, Omit<MigrationFault, 'kind'>, string[]]>([
  ['further', { operator: 'further', sql: 'alter table "items" add weight int' }, ['create migrations/0003_further.py', AFTER_ORDERS, 'operations = [migrations.RunSQL("/* canarybed further 1 */ alter table \\"items\\" add weight int")]']],
  ['failing', { operator: 'failing' }, ['create migrations/0003_failing.py', AFTER_ORDERS, 'operations = [migrations.RunSQL("/* canarybed failing 1 */ alter table no_such_table add column never text")]']],
  ['half-applied', { operator: 'half-applied', sql: 'create table half ()' }, ['create migrations/0003_half_applied.py', 'atomic = False', AFTER_ORDERS, 'operations = [migrations.RunSQL("/* canarybed half-applied 1 */ create table half ()"), migrations.RunSQL("select * from no_such_table")]']],
  ['slow', { operator: 'slow', seconds: 2 }, ['create migrations/0003_slow.py', AFTER_ORDERS, 'operations = [migrations.RunSQL("/* canarybed slow 1 */ select pg_sleep(2)")]']],
  ['lock-held', { operator: 'lock-held' }, ['create migrations/0003_waiting.py', AFTER_ORDERS, 'operations = [migrations.RunSQL("select 1")]']],
  ['conflicting', { operator: 'conflicting' }, ['create migrations/0003_conflicting.py', 'dependencies = last.Migration.dependencies', 'operations = []']],
  ['schema-ahead', { operator: 'schema-ahead' }, ['remove migrations/0002_orders.py']],
])('%s, in a Django app', (_, body, told) => expect(addedToDjango(body)).toEqual([told]));

test('what is written for each fault is known by its file, and by a mark that no other has', () => {
  const faults = (['further', 'further', 'lock-held'] as const).map((operator) => fault({ operator, sql: 'select 1' }));
  const [one, other, waiting] = faults;
  expect(planMigrations(releaseWith(...ITEMS), faults).written).toEqual([
    { fault: one, file: '0003_further.sql', mark: 'canarybed further 1' },
    { fault: other, file: '0004_further.sql', mark: 'canarybed further 2' },
    { fault: waiting, file: '0005_waiting.sql' },
  ]);
});

test('in a Django app an added migration comes after the one that was added before it', () => {
  expect(addedToDjango({ operator: 'further' }, { operator: 'slow' }).map(([path, after]) => [path, after])).toEqual([
    ['create migrations/0003_further.py', AFTER_ORDERS],
    ['create migrations/0004_slow.py', 'dependencies = [("shop", "0003_further")]'],
  ]);
});

test('an added migration comes after one that is there, and is numbered after one that the database knows', () => {
  expect(addedToDjango({ operator: 'further' }, { operator: 'schema-ahead' }).map(([path, after]) => [path, after])).toEqual([
    ['remove migrations/0002_orders.py', undefined],
    ['create migrations/0003_further.py', 'dependencies = [("shop", "0001_items")]'],
  ]);
});

describe('migrations in an unknown language', () => {
  const filesWith = (...names: string[]): Release => {
    const { migrations, ...release } = releaseWith(...names.filter((name) => !name.endsWith('/')));
    for (const name of names.filter((one) => one.endsWith('/'))) {
      mkdirSync(join(folder, 'migrations', name));
      for (const file of ['down.sql', 'up.sql']) writeFileSync(join(folder, 'migrations', name, file), 'select 1;');
    }
    return { ...release, ...(migrations ? { migrations: { ...migrations, format: 'files' as const } } : {}) };
  };
  const planned = (operator: MigrationFault['operator'], ...names: string[]): object => planMigrations(filesWith(...names), [fault({ operator })]);
  const broken = expect.stringContaining('broken on purpose') as string;

  test.each<[MigrationFault['operator'], object]>([
    ['skip', { schema: 'empty', edits: [], settings: { MIGRATE: 'false' } }],
    ['skip-last', { schema: 'before-last', edits: [], settings: { MIGRATE: 'false' } }],
    ['schema-ahead', { schema: 'migrated', edits: [{ path: 'migrations/2_orders.js', mode: 'remove', text: '' }], settings: {} }],
    ['failing', { schema: 'before-last', edits: [{ path: 'migrations/2_orders.js', mode: 'prepend', text: broken }], settings: {} }],
    ['lock-held', { schema: 'before-last', edits: [], settings: {} }],
  ])('%s is carried out on the last one that the release has', (operator, plan) => {
    expect(planned(operator, '1_items.js', '2_orders.js', 'knexfile.md')).toEqual({ ...plan, written: [] });
  });

  test('a folder is one, which is removed whole, and broken in the file by which it is applied', () => {
    const release = filesWith('1_items/', '2_orders/');
    const editsOf = (operator: MigrationFault['operator']) => planMigrations(release, [fault({ operator })]).edits;
    expect(editsOf('schema-ahead')).toEqual([{ path: 'migrations/2_orders', mode: 'remove', text: '' }]);
    expect(editsOf('failing')).toEqual([{ path: 'migrations/2_orders/up.sql', mode: 'prepend', text: broken }]);
  });
});
