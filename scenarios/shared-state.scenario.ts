import { fault, scenario } from './app.js';

/** The next release: it has renamed a column, and reads it by its new name. */
const renamedColumn = [
  fault.migration.further({ sql: 'alter table items rename column price_cents to price' }),
  fault.file.substitute('start.js', 'price_cents', 'price'),
];

scenario('the canary renames a column that the old fleet reads', {
  old: 2,
  instances: 2,
  fault: renamedColumn,
  expect: 'accepted',
  harm: { canary: 'fine', old: 'hurt' },
  users: { errors: { atLeast: 1 } },
  oldFleet: 'gone',
});

scenario('a refused canary has renamed the column all the same', {
  old: 2,
  fault: [...renamedColumn, fault.page.throw('item')],
  expect: 'rejected',
  because: 'pages',
  harm: { old: 'hurt' },
  users: { errors: { atLeast: 1 } },
  oldFleet: 'untouched',
});

scenario('a refused canary that only added to the schema leaves the old fleet well', {
  old: 2,
  fault: [fault.migration.further({ sql: 'alter table items add column weight_grams integer' }), fault.page.throw('item')],
  expect: 'rejected',
  because: 'pages',
  users: { errors: 0 },
  oldFleet: 'untouched',
});
