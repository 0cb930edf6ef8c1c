import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Fault, MigrationFault } from '../../model/fault.js';
import type { Release } from '../../model/release.js';
import { SHOP_RELEASE, SMALL_RELEASE } from '../../model/release.testing.js';
import { migrationFiles, nameAfter, planMigrations } from './migrations.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'migrations-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function releaseWith(...names: string[]): Release {
  rmSync(join(folder, 'migrations'), { recursive: true, force: true });
  mkdirSync(join(folder, 'migrations'));
  for (const name of names) writeFileSync(join(folder, 'migrations', name), 'select 1;\n');
  return { ...SHOP_RELEASE, folder };
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
  ['further adds a file with the SQL that it is given, and leaves the schema', { operator: 'further', sql: 'alter table items add weight int' }, { schema: 'migrated', edits: [{ path: 'migrations/0003_further.sql', mode: 'create', text: 'alter table items add weight int;\n' }], settings: {} }],
  ['failing adds a file whose SQL fails', { operator: 'failing' }, { schema: 'migrated', edits: [{ path: 'migrations/0003_failing.sql', mode: 'create', text: 'alter table no_such_table add column never text;\n' }], settings: {} }],
  ['failing takes the SQL that it is given', { operator: 'failing', sql: 'nonsense' }, { edits: [{ path: 'migrations/0003_failing.sql', mode: 'create', text: 'nonsense' }] }],
  ['half-applied commits its first half', { operator: 'half-applied', sql: 'create table half ()' }, { edits: [{ path: 'migrations/0003_half_applied.sql', mode: 'create', text: 'create table half ();\ncommit;\nselect * from no_such_table;\n' }] }],
  ['slow sleeps in the database', { operator: 'slow', seconds: 2 }, { edits: [{ path: 'migrations/0003_slow.sql', mode: 'create', text: 'select pg_sleep(2);\n' }] }],
  ['lock-held gives the runner something to wait with', { operator: 'lock-held' }, { schema: 'migrated', edits: [{ path: 'migrations/0003_waiting.sql', mode: 'create', text: 'select 1;\n' }] }],
  ['schema-ahead takes the last file away', { operator: 'schema-ahead' }, { schema: 'migrated', edits: [{ path: 'migrations/0002_orders.sql', mode: 'remove', text: '' }], settings: {} }],
])('%s', (_, body, expected) => expect(planMigrations(releaseWith(...ITEMS), [fault(body)])).toMatchObject(expected));

test('faults of other kinds, and releases without migrations, leave everything as it is', () => {
  const nothing = { schema: 'migrated', edits: [], settings: {} };
  expect(planMigrations(releaseWith(...ITEMS), [{ kind: 'file', operator: 'remove', path: 'x', summary: '' }])).toEqual(nothing);
  expect(planMigrations(SMALL_RELEASE, [fault({ operator: 'skip' })])).toEqual(nothing);
});

test.each([
  ['0009_x.sql', '0010_slow.sql'],
  ['9999_x.sql', '9999_x_slow.sql'],
  ['20240131235959_x.sql', '20240131235960_slow.sql'],
  ['00000000000000000099_x.sql', '00000000000000000100_slow.sql'],
  ['V2__orders.sql', 'V3_slow.sql'],
  ['init.sql', 'init_slow.sql'],
])('after %s comes %s', (last, next) => expect(nameAfter(releaseWith(last), 'slow')).toBe(next));

test('the first migration of all has a number', () => expect(nameAfter(releaseWith(), 'slow')).toBe('0001_slow.sql'));

test('an added migration comes after all of the release, whatever these are called', () => {
  const name = fc.stringMatching(/^[A-Za-z]{0,3}\d{0,5}[a-z_]{0,4}$/).map((text) => `${text}x.sql`);
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 5, selector: (text) => text.toLowerCase() }), (names) => {
      const added = nameAfter(releaseWith(...names), 'slow');
      expect([...names, added].sort().at(-1)).toBe(added);
      expect(added).toMatch(/_slow\.sql$/);
    }),
    { numRuns: 60 },
  );
});
