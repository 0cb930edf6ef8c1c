import { FILES_FORMAT } from './files.js';

test.each<[string, string[], string[]]>([
  ['of knex', ['20240102_orders.js', '20240101_items.js'], ['20240101_items.js', '20240102_orders.js']],
  ['of Prisma, which are folders beside a lock file', ['migration_lock.toml', '20240102_orders', '20240101_init'], ['20240101_init', '20240102_orders']],
  ['of Flyway, in the order of their numbers', ['V10__c.sql', 'V2__b.sql', 'V1__a.sql', 'R__views.sql'], ['V1__a.sql', 'V2__b.sql', 'V10__c.sql']],
  ['of Drizzle, beside its own folder', ['meta', '0001_b.sql', '0000_a.sql'], ['0000_a.sql', '0001_b.sql']],
  ['without numbers, but for what lies beside them', ['b.ts', 'a.ts', 'a.d.ts', 'index.ts', 'README.md', '.keep', '__pycache__', 'b.js.map'], ['a.ts', 'b.ts']],
  ['with the same number, in the order of their names', ['001_b.up.sql', '001_a.up.sql'], ['001_a.up.sql', '001_b.up.sql']],
  ['with numbers that differ by little and are large', ['20240101000000000000002_b', '20240101000000000000001_c'], ['20240101000000000000001_c', '20240101000000000000002_b']],
  ['that are not there', ['README.md'], []],
])('migrations %s', (_, names, ordered) => expect(FILES_FORMAT.inOrder(names)).toEqual(ordered));
