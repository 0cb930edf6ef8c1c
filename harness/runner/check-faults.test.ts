import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsFor } from '../faults/index.js';
import { ConfigError } from '../model/errors.js';
import type { Fault } from '../model/fault.js';
import type { Release } from '../model/release.js';
import { checkFaults } from './check-faults.js';
import { makeShop } from './release-folder.testing.js';

const shop = makeShop();
const release: Release = { ...shop.release, env: { GREETING: 'hello', FAREWELL: 'hello', EMPTY: '', ONE: '1' } };
const fault = faultsFor<string, string, string>(release);

afterAll(() => shop.remove());

const check = (...faults: Fault[]) => (): void => checkFaults(release, faults);

test.each<[string, Fault[]]>([
  ['no fault', []],
  ['a setting that the release has', [fault.env.unset('GREETING'), fault.env.garble('DATABASE_URL')]],
  ['a setting that the release does not have, set to something', [fault.env.set('NEW', 'x')]],
  ['settings with different values that are swapped', [fault.env.swap('GREETING', 'ONE')]],
  ['a value that differs only because of the fault before it', [fault.env.set('ONE', '2'), fault.env.set('ONE', '1')]],
  ['files and templates of the release', [fault.file.remove('settings.json'), fault.file.break('./views/../settings.json'), fault.page.blank('front')]],
  ['a file with another content', [fault.file.replace('settings.json', '{"a":1}\n')]],
  ['words of a file that are there', [fault.file.substitute('views/front.ejs', 'Kettles', 'Pots'), fault.file.substitute('views/item.ejs', '<h1>', '')]],
  ['words that are put among the same words', [fault.file.substitute('views/front.ejs', 'Kettles', 'Kettles and Pots')]],
  ['migrations', [fault.migration.skipLast(), fault.migration.further({ sql: 'select 1' })]],
  ['what needs no file and no setting', [fault.database.down(), fault.process.stop(), fault.request.status({ status: 500 })]],
])('%s: registered', (_, faults) => expect(check(...faults)).not.toThrow());

test.each<[string, Fault, string]>([
  ['a setting that is not given cannot be unset', fault.env.unset('GRETING'), 'fault "GRETING is not set": expected a setting that the release is given (GREETING, FAREWELL, EMPTY, ONE, DATABASE_URL), found GRETING'],
  ['nor swapped', fault.env.swap('GREETING', 'constructor'), 'found constructor'],
  ['a file that is not there', fault.file.remove('settings.yml'), `expected a file in ${shop.folder}, found no settings.yml; paths are relative to that folder`],
  ['a file that is not there, whose words are replaced', fault.file.substitute('views/cart.ejs', 'Kettles', 'Pots'), 'found no views/cart.ejs'],
  ['words that the file does not say', fault.file.substitute('views/front.ejs', 'kettles', 'Pots'), 'fault "views/front.ejs has other words in some places": expected views/front.ejs to say "kettles", it does not'],
  ['a pattern, which is taken for words', fault.file.substitute('views/front.ejs', 'Kett.*', 'Pots'), 'expected views/front.ejs to say "Kett.*", it does not'],
  ['no words at all', fault.file.substitute('views/front.ejs', '', 'Pots'), 'expected views/front.ejs to say "", it does not'],
  ['a folder', fault.file.remove('views'), 'found a folder at views'],
  ['an absolute path', fault.file.remove('/settings.json'), 'paths are relative to that folder'],
  ['a broken pattern', fault.request.userAgentFiltered('('), 'request.user-agent-filtered: Invalid regular expression'],
  ['a status that no answer has', fault.request.status({ status: 42 }), 'expected a status from 200 to 599, found 42'],
])('%s: refused, with what would do', (_, wrong, message) => {
  expect(check(fault.database.down(), wrong)).toThrow(ConfigError);
  expect(check(fault.database.down(), wrong)).toThrow(message);
});

describe('a fault of a key in the store', () => {
  const keyValueStore = { setting: 'STORE', prefix: 'shop', holds: ['GREETING', 'EMPTY', 'DATABASE_URL'] };
  const stored: Release = { ...release, keyValueStore };
  const { store, env } = faultsFor<string, string, string>(stored);

  test.each<[string, Fault[]]>([
    ['a value that differs', [store.keyMissing('GREETING'), store.keyEmpty('DATABASE_URL'), store.staleValue('EMPTY', 'x')]],
    ['a key that is removed later, and comes back after that', [store.changed('GREETING', undefined, { onset: 'listening' }), store.changed('GREETING', 'hello', { onset: { seconds: 2 } })]],
    ['one that differs only because of the fault before it', [store.keyMissing('EMPTY'), store.keyEmpty('EMPTY')]],
    ['a store that fails', [store.down(), store.hung()]],
  ])('%s: registered', (_, faults) => expect(() => checkFaults(stored, faults)).not.toThrow());

  test.each<[string, Fault[]]>([
    ['an empty key made empty', [store.keyEmpty('EMPTY')]],
    ['a key that is missing already', [env.unset('GREETING'), store.keyMissing('GREETING')]],
    ['the value of now as an older one', [store.staleValue('GREETING', 'hello')]],
    ['a change to the same value', [store.changed('GREETING', 'hello', { onset: 'boot' })]],
  ])('%s is refused: it would change nothing', (_, faults) => {
    expect(() => checkFaults(stored, faults)).toThrow(ConfigError);
    expect(() => checkFaults(stored, faults)).toThrow(/expected another value than the store holds, found the same/);
  });
});

describe('a fault of a server that a setting names', () => {
  const env = { CACHE: 'redis://:k-123456@cache/0', QUEUE: 'queue:5672', NONE: '', SEVERAL: 'mongodb://u:k-123456@a:1,b:2/x' };
  const dependencies = ['CACHE', 'QUEUE', 'NONE', 'SEVERAL', 'ABSENT'].map((setting) => ({ setting }));
  const dependent: Release = { ...release, env, dependencies };
  const { dependency } = faultsFor<string, string, string>(dependent);

  test('is registered where the value names one', () => {
    expect(() => checkFaults(dependent, [dependency.down('CACHE'), dependency.slow('QUEUE', { latencyMs: 5 })])).not.toThrow();
  });

  test.each([
    ['NONE', 'expected NONE to be a URL (redis://host:6379/0) or host:port, found an empty one; give it such a value in "env"'],
    ['ABSENT', 'found no value'],
    ['SEVERAL', 'found one that names no single server with a port'],
  ])('of %s is refused, without telling the value', (setting, message) => {
    const refused = () => checkFaults(dependent, [dependency.down(setting)]);
    expect(refused).toThrow(ConfigError);
    expect(refused).toThrow(message);
    expect(refused).toThrow(/^(?!.*k-123456)/);
  });

  test('is refused for a release that does not name it as one of its dependencies', () => {
    expect(() => checkFaults({ ...dependent, dependencies: [{ setting: 'QUEUE' }] }, [dependency.down('CACHE')])).toThrow('expected a dependency of the release (QUEUE), found CACHE; add it to "dependencies"');
  });
});

test('a check that only connects is asked nothing, so it cannot be asked otherwise', () => {
  const asked = fault.request.askedOtherwise({ method: 'HEAD' }, 'the check asks by HEAD');
  expect(check(asked)).not.toThrow();
  expect(() => checkFaults({ ...release, healthCheck: { ...release.healthCheck, target: 'TCP:80' } }, [asked])).toThrow('expected a check over HTTP or HTTPS, found TCP:80, which asks nothing');
});

test("a path that leads out of the release is refused though a file is there: it would be somebody's own", () => {
  const inside: Release = { ...release, folder: join(shop.folder, 'views') };
  expect(() => checkFaults(inside, [fault.file.remove('front.ejs')])).not.toThrow();
  expect(() => checkFaults(inside, [fault.file.remove('../settings.json')])).toThrow('found no ../settings.json');
  expect(() => checkFaults(inside, [fault.file.replace('partials/../../settings.json', 'x')])).toThrow(ConfigError);
});

describe('a fault that would change nothing is refused', () => {
  test.each<[string, Fault]>([
    ['the value that a setting has', fault.env.set('GREETING', 'hello')],
    ['an empty setting made empty', fault.env.empty('EMPTY')],
    ['a swap of equal values', fault.env.swap('GREETING', 'FAREWELL')],
    ['a swap of a setting with itself', fault.env.swap('GREETING', 'GREETING')],
    ['words that are put in their own place', fault.file.substitute('views/front.ejs', 'Kettles', 'Kettles')],
    ['the content that a file has', fault.file.replace('settings.json', '{}\n')],
  ])('%s', (_, vacuous) => expect(check(vacuous)).toThrow(/found the same; \S+ would not change/));

  test('and its message does not tell the value', () => {
    const secret: Release = { ...release, env: { TOKEN: 'k-123456' } };
    expect(() => checkFaults(secret, [fault.env.set('TOKEN', 'k-123456')])).toThrow(/^(?!.*k-123456)/);
  });
});

const { migrations = { folder: '', command: [], skipWith: {}, table: '' } } = release;
const DJANGO = { django: 'shop' };

test.each([
  ['a folder without SQL files', 'empty', undefined, 'SQL files'],
  ['a folder that is not there', 'nowhere', undefined, 'SQL files'],
  ["a folder without a Django app's migrations", 'migrations', DJANGO, 'migrations of the Django app shop'],
])('migrations of %s cannot be broken', (_, folder, format, files) => {
  mkdirSync(join(shop.folder, 'empty'), { recursive: true });
  const changed = { ...release, migrations: { ...migrations, folder, ...(format ? { format } : {}) } };
  expect(() => checkFaults(changed, [fault.migration.failing()])).toThrow(`expected ${files} in ${folder}, found none`);
});

test('two last migrations are for those alone that name what they come after', () => {
  mkdirSync(join(shop.folder, 'modules'), { recursive: true });
  writeFileSync(join(shop.folder, 'modules', '0001_items.py'), '');
  const django = { ...release, migrations: { ...migrations, folder: 'modules', format: DJANGO } };
  const conflicting = faultsFor(django).migration.conflicting();
  expect(() => checkFaults(django, [conflicting])).not.toThrow();
  expect(check(conflicting)).toThrow('expected migrations that name those they come after, found SQL files');
});

describe('migrations in an unknown language', () => {
  const files: Release = { ...release, migrations: { ...migrations, format: 'files' } };
  const made = (operator: string, more: object = {}): Fault => ({ kind: 'migration', operator, summary: operator, ...more }) as Fault;

  test.each(['skip', 'skip-last', 'schema-ahead', 'failing', 'lock-held'])('%s needs none to be written', (operator) => {
    expect(() => checkFaults(files, [made(operator)])).not.toThrow();
  });

  test.each(['further', 'slow', 'half-applied', 'conflicting', 'fake-applied'])('%s is refused', (operator) => {
    expect(() => checkFaults(files, [made(operator, { sql: 'x', seconds: 1 })])).toThrow(ConfigError);
    expect(() => checkFaults(files, [made(operator, { sql: 'x', seconds: 1 })])).toThrow('found files or folders of migrations; of those, skip, skip-last');
    expect(() => checkFaults(release, [made(operator, { sql: 'x', seconds: 1 })])).not.toThrow(/that can be written/);
  });

  test('so is SQL that nobody can put there', () => expect(() => checkFaults(files, [made('failing', { sql: 'x' })])).toThrow('failing without SQL'));
});

test('a lock can be held only where it is known, and a migration fail only where the start command runs it', () => {
  const { table, ...unlocked } = migrations;
  const held = fault.migration.lockHeld();
  expect(() => checkFaults({ ...release, migrations: unlocked }, [held])).toThrow('expected an advisoryLock or a table of the migrations, found neither');
  expect(() => checkFaults({ ...release, migrations: { ...unlocked, advisoryLock: '42' } }, [held])).not.toThrow();
  const apart = { ...release, migrations: { ...unlocked, table: table ?? '', skipWith: {} } };
  expect(() => checkFaults(apart, [fault.migration.failing()])).toThrow('expected a start command that migrates, found an empty "skipWith"');
  expect(() => checkFaults(apart, [fault.migration.skipLast(), fault.migration.further({ sql: 'select 1' })])).not.toThrow();
  const atStart = { ...apart, migrations: { ...apart.migrations, atStart: true } };
  expect(() => checkFaults(atStart, [fault.migration.failing(), fault.migration.slow({ seconds: 1 })])).not.toThrow();
  expect(() => checkFaults(atStart, [fault.migration.skipLast()])).toThrow('expected settings in "skipWith" under which the start does not migrate, found none');
});

test('a file that we may not read is a matter of the machine, told by its path', () => {
  const path = join(release.folder, 'private.txt');
  writeFileSync(path, 'text');
  chmodSync(path, 0);
  chmodSync(release.folder, 0o755);
  const isRoot = process.getuid?.() === 0;
  // Root may read whatever its rights are.
  if (isRoot) process.seteuid?.(65534);
  try {
    expect(check(fault.file.replace('private.txt', 'other'))).toThrow(expect.objectContaining({ exitCode: 3, message: expect.stringContaining(`${path} cannot be read (EACCES)`) as string }) as Error);
  } finally {
    if (isRoot) process.seteuid?.(0);
    chmodSync(path, 0o644);
  }
});
