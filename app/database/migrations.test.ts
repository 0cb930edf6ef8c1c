import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrationNames, MigrationFailure, pendingNames } from './migrations.js';

const ALL = ['0001_items', '0002_orders', '0003_item_stock', '0004_reviews'];
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'shop-migrations-'));
  cpSync(join(__dirname, '..', 'migrations'), join(root, 'migrations'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
const writeMigration = (name: string, sql: string): void => writeFileSync(join(root, 'migrations', name), sql);

describe('names', () => {
  const directory = (): string => join(root, 'migrations');

  test('are those of the SQL files, in order', async () => {
    writeMigration('0005_b.sql', '');
    writeMigration('0005_a.sql', '');
    for (const other of ['.0006_hidden.sql', '0007_note.md', '0008_old.sql.bak']) writeMigration(other, '');
    expect(await migrationNames(directory())).toEqual([...ALL, '0005_a', '0005_b']);
  });

  test.each([
    [[], ALL],
    [ALL, []],
    [[...ALL, '0005_newer'], []],
    [['0001_items', '0004_reviews'], ['0002_orders', '0003_item_stock']],
  ])('applied %j leave %j pending', async (applied, pending) => {
    expect(await pendingNames(directory(), async () => applied)).toEqual(pending);
  });

  test('all are pending where there is no table of them', async () => {
    const noTable = Object.assign(new Error('no table'), { code: '42P01' });
    expect(await pendingNames(directory(), () => Promise.reject(noTable))).toEqual(ALL);
  });

  test('any other error of the database is passed on, and so is a folder that is missing', async () => {
    const denied = Object.assign(new Error('denied'), { code: '42501' });
    await expect(pendingNames(directory(), () => Promise.reject(denied))).rejects.toBe(denied);
    await expect(pendingNames(join(root, 'absent'), async () => [])).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

test.each([
  ['0002_orders.sql', 'migration 0002_orders.sql failed: no table (42P01)'],
  [undefined, 'migrating failed: no table (42P01)'],
])('a failure at %s says so', (file, message) => {
  const failure = new MigrationFailure(Object.assign(new Error('no table'), { code: '42P01' }), file);
  expect(failure).toMatchObject({ message, file, code: '42P01' });
});
