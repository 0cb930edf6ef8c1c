import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seedDatabase } from './databases.js';
import { DatabasesBench } from './databases.testing.js';

let bench: DatabasesBench;
beforeAll(async () => {
  bench = await DatabasesBench.open();
});
afterEach(() => bench.closeClients());
afterAll(() => bench?.close());

const names = async (): Promise<string[]> => {
  const database = await bench.clone();
  const { rows } = await database.admin(`select datname as name from pg_database union select rolname from pg_roles`);
  await database.drop();
  return rows.map(({ name }: { name: string }) => name).filter((name) => /^(scenario|template_)/.test(name)).filter((name) => !name.startsWith(database.name));
};

test('each scenario has a copy of the template, which it alone changes', async () => {
  const [one, other] = await Promise.all([bench.clone(), bench.clone()]);
  expect(await bench.attempt(one, `insert into items values ('milk')`)).toBe(1);
  expect(await bench.attempt(one, 'select * from items')).toBe(2);
  expect(await bench.attempt(other, 'select * from items')).toBe(1);
  const third = await bench.clone();
  expect(await bench.attempt(third, 'select * from items')).toBe(1);
});

test('the role of a scenario may do with the tables what the one that migrated could', async () => {
  const database = await bench.clone();
  expect(await bench.attempt(database, 'alter table items add column price int')).toBe(0);
  expect(await bench.attempt(database, 'create table orders ()')).toBe(0);
  expect(await bench.attempt(database, 'drop table items')).toBe(0);
});

test('the role of a scenario is no superuser and cannot touch the server', async () => {
  const database = await bench.clone();
  expect(await bench.attempt(database, 'create role more superuser')).toBe('42501');
  expect(await bench.attempt(database, `copy items to program 'cat'`)).toBe('42501');
});

test('a template is made once, also for those who ask at the same time', async () => {
  let filled = 0;
  const fill = (): Promise<void> => Promise.resolve(void (filled += 1));
  const [one, other] = await Promise.all([bench.databases.template('once', fill), bench.databases.template('once', fill)]);
  expect([filled, one]).toEqual([1, other]);
});

test('a template that could not be filled fails everybody who needs it, with the same words', async () => {
  const fill = (): Promise<void> => Promise.reject(new Error('no migration'));
  await expect(bench.databases.template('bad', fill)).rejects.toThrow('no migration');
  await expect(bench.databases.template('bad', fill)).rejects.toThrow('no migration');
});

test('releases whose names differ in signs alone have templates of their own', async () => {
  const made = [];
  for (const name of ['shop-1_migrated', 'shop_1_migrated', 'Shop 1 migrated']) made.push(await bench.databases.template(name, () => Promise.resolve()));
  expect(new Set(made).size).toBe(3);
});

test('a release with a very long name has a database like any other', async () => {
  const long = 'a-shop-'.repeat(20);
  const [one, other] = [`${long}one`, `${long}other`].map((name) => bench.databases.template(name, () => Promise.resolve()));
  const database = await bench.databases.clone((await one) ?? '');
  expect(await bench.attempt(database, 'select 1')).toBe(1);
  expect(await other).not.toBe(await one);
});

test('ten scenarios that begin together all get their database', async () => {
  const databases = await Promise.all(Array.from({ length: 10 }, () => bench.clone()));
  expect(new Set(databases.map(({ name }) => name)).size).toBe(10);
  await Promise.all(databases.map((database) => database.drop()));
});

test('a dropped database is gone with its role, also while the app is still connected', async () => {
  const before = await names();
  const database = await bench.clone();
  await bench.connectTo(database);
  await database.admin('select 1');
  await database.drop();
  expect(await names()).toEqual(before);
  await expect(database.drop()).resolves.toBeUndefined();
});

test('the password of the app is asked for, and told from a wrong one', async () => {
  const database = await bench.clone();
  expect(await database.acceptsPassword()).toBe(true);
  await database.admin(`alter role ${database.role} password 'other'`);
  expect(await database.acceptsPassword()).toBe(false);
  expect(await bench.attempt(database, 'select 1')).toBe('28P01');
});

test('a superuser connection of its own outlives nothing that the app cannot do without', async () => {
  const database = await bench.clone();
  const holder = await database.connect();
  expect((await holder.query('select current_database() as name, usesuper from pg_user where usename = current_user')).rows).toEqual([{ name: database.name, usesuper: true }]);
  await holder.end();
});

test('a seed is run a statement at a time, as the app, and tells what failed', async () => {
  const database = await bench.clone();
  const file = join(bench.bench.folderWith({}), 'seed.sql');
  writeFileSync(file, `insert into items values ('a;b');\ninsert into missing values (1);\n-- the last\ninsert into items\n  values ('c')\n`);
  expect(await seedDatabase(database, bench.postgres.address, file)).toEqual([expect.stringContaining('"missing" does not exist')]);
  const { rows } = await database.admin('select name from items order by 1');
  expect(rows).toEqual([{ name: 'a;b' }, { name: 'c' }, { name: 'tea' }]);
});

test('a seed may define functions and blocks, whose own statements are not taken out of them', async () => {
  const database = await bench.clone();
  const file = join(bench.bench.folderWith({}), 'seed.sql');
  const seed = `
    create function add(name text) returns void language plpgsql as $$
      begin
        insert into items values (name);
      end;
    $$;
    do $body$ begin
      perform add('of a block; $$');
    end $body$;
    create procedure add_twice(name text) language sql begin atomic
      insert into items values (name);
      insert into items values (case name when 'x' then 'y' else name || ' again' end);
    end;
    call add_twice(E'it\\'s;'); select add('after it');`;
  writeFileSync(file, seed);
  expect(await seedDatabase(database, bench.postgres.address, file)).toEqual([]);
  const { rows } = await database.admin('select name from items order by 1');
  expect(rows.map(({ name }: { name: string }) => name)).toEqual(['after it', "it's;", "it's; again", 'of a block; $$', 'tea']);
});
