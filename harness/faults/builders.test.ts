import { ConfigError } from '../model/errors.js';
import { faultName, type Fault } from '../model/fault.js';
import { SHOP_RELEASE, SMALL_RELEASE } from '../model/release.testing.js';
import { faultsFor } from './index.js';

const fault = faultsFor<'SECRET_KEY' | 'HOSTS', 'front' | 'item', 'items' | 'orders', 'SECRET_KEY' | 'HOSTS', 'CACHE' | 'QUEUE'>({
  ...SHOP_RELEASE,
  releaseId: { setting: 'RELEASE_ID' },
  metadata: { setting: 'METADATA' },
  keyValueStore: { setting: 'STORE', prefix: 'shop', holds: ['SECRET_KEY', 'HOSTS'] },
  dependencies: [{ setting: 'CACHE' }, { setting: 'QUEUE' }],
});

const { migrations = { folder: '', command: [], skipWith: {}, table: '' } } = SHOP_RELEASE;
const django = faultsFor<string, 'front', string>({ ...SHOP_RELEASE, name: 'teas', templates: 'django', migrations: { ...migrations, format: { django: 'shop' } } });

/** What a builder makes, its name, and its sentence. */
const BUILT: readonly (readonly [Fault, string, string])[] = [
  [fault.env.set('SECRET_KEY', 'x'), 'env.set', 'SECRET_KEY is set otherwise'],
  [fault.env.unset('SECRET_KEY'), 'env.unset', 'SECRET_KEY is not set'],
  [fault.env.empty('SECRET_KEY'), 'env.empty', 'SECRET_KEY is empty'],
  [fault.env.garble('SECRET_KEY'), 'env.garble', 'SECRET_KEY is garbled'],
  [fault.env.swap('SECRET_KEY', 'HOSTS'), 'env.swap', 'SECRET_KEY and HOSTS are swapped'],
  [fault.file.remove('a.json'), 'file.remove', 'a.json is missing'],
  [fault.file.replace('a.json', '{}'), 'file.replace', 'a.json has another content'],
  [fault.file.break('a.json'), 'file.break', 'a.json is broken'],
  [fault.file.substitute('a.json', 'one', 'two'), 'file.substitute', 'a.json has other words in some places'],
  [fault.page.remove('front'), 'page.remove', 'page front has no template'],
  [fault.page.blank('front'), 'page.blank', 'page front is blank'],
  [fault.page.breakTemplate('front'), 'page.break-template', 'page front has a broken template'],
  [fault.page.throw('item'), 'page.throw', 'page item throws'],
  [fault.page.slow('item', { seconds: 6 }), 'page.slow', 'page item takes 6 s'],
  [fault.page.notFound('item'), 'page.not-found', 'page item is not found'],
  [fault.migration.skip(), 'migration.skip', 'no migration was run'],
  [fault.migration.skipLast(), 'migration.skip-last', 'the last migration was not run'],
  [fault.migration.further({ sql: 'select 1' }), 'migration.further', 'the release brings a further migration'],
  [fault.migration.failing(), 'migration.failing', 'a migration fails'],
  [fault.migration.halfApplied({ sql: 'select 1' }), 'migration.half-applied', 'a migration fails halfway'],
  [fault.migration.lockHeld(), 'migration.lock-held', 'another session holds the migration lock'],
  [fault.migration.lockHeld({ seconds: 2 }), 'migration.lock-held', 'another session holds the migration lock for 2 s'],
  [fault.migration.slow({ seconds: 3 }), 'migration.slow', 'a migration takes 3 s'],
  [fault.migration.schemaAhead(), 'migration.schema-ahead', 'the schema is newer than the release'],
  [fault.migration.pendingLast(), 'migration.pending-last', 'the last migration is run by this release'],
  [fault.migration.fakeApplied(), 'migration.fake-applied', 'the last migration is noted as applied and was not run'],
  [django.migration.conflicting(), 'migration.conflicting', 'two migrations are the last'],
  [fault.process.crashOnStart({ exitCode: 3 }), 'process.crash-on-start', 'the process ends at its start'],
  [fault.process.neverListen(), 'process.never-listen', 'the port never opens'],
  [fault.process.listenLate({ seconds: 4 }), 'process.listen-late', 'the start takes 4 s longer'],
  [fault.process.exitAfterChecks({ checks: 1 }), 'process.exit-after-checks', 'the process ends after 1 checks'],
  [fault.process.exitAfter({ seconds: 3 }), 'process.exit-after', 'the process ends 3 s after its start'],
  [fault.process.exitAfter({ onset: { after: 'rollout', seconds: 2 } }), 'process.exit-after', 'the process ends 2 s after the rollout began'],
  [fault.process.stop({ onset: { after: 'accepted', seconds: 9 } }), 'process.stop', 'the process is stopped by a signal 9 s after the canary was accepted'],
  [fault.process.portKept(), 'process.port-kept', 'the process of the release before keeps the port'],
  [fault.process.blockEventLoop(), 'process.block-event-loop', 'the event loop is blocked'],
  [fault.process.stop(), 'process.stop', 'the process is stopped by a signal'],
  [fault.process.memoryLimit({ megabytes: 6 }), 'process.memory-limit', 'memory is limited to 6 MB'],
  [fault.process.fewDescriptors(), 'process.few-descriptors', 'few files may be open at once'],
  [fault.process.fewDescriptors({ descriptors: 24 }), 'process.few-descriptors', 'few files may be open at once: 24'],
  [fault.process.readOnlyDisk(), 'process.read-only-disk', 'the disk is read-only'],
  [fault.database.down(), 'database.down', 'the database is down'],
  [fault.database.hung({ onset: 'listening' }), 'database.hung', 'the database hangs from the open port on'],
  [fault.database.slow({ latencyMs: 30 }), 'database.slow', 'the database is 30 ms away'],
  [fault.database.reset({ onset: { seconds: 2 } }), 'database.reset', 'the database resets connections 2 s after the start'],
  [fault.database.cut({ bytes: 30 }), 'database.cut', 'database connections break after 30 bytes'],
  [fault.database.readOnly({ onset: 'passing', lasts: 3 }), 'database.read-only', 'the database is read-only after the first passed check for 3 s'],
  [fault.database.connectionsExhausted(), 'database.connections-exhausted', 'the database has no connection left'],
  [fault.database.passwordRotated(), 'database.password-rotated', 'the database password was rotated'],
  [fault.database.tableMissing('items'), 'database.table-missing', 'table items is missing'],
  [fault.database.passwordRotated({ endSessions: true, onset: 'passing' }), 'database.password-rotated', 'the database password was rotated and open sessions were ended after the first passed check'],
  [fault.database.tableDropped('orders', { onset: 'listening' }), 'database.table-dropped', 'table orders was dropped from the open port on'],
  [fault.database.wrongHost(), 'database.wrong-host', 'the database host is wrong'],
  [fault.dependency.down('CACHE'), 'dependency.down', 'the server of CACHE is down'],
  [fault.dependency.hung('QUEUE', { onset: 'listening', lasts: 2 }), 'dependency.hung', 'the server of QUEUE hangs from the open port on for 2 s'],
  [fault.dependency.slow('CACHE', { latencyMs: 300 }), 'dependency.slow', 'the server of CACHE is 300 ms away'],
  [fault.dependency.reset('CACHE', { onset: { after: 'accepted', seconds: 9 } }), 'dependency.reset', 'the server of CACHE resets connections 9 s after the canary was accepted'],
  [fault.database.wrongPassword(), 'database.wrong-password', 'the database password is wrong'],
  [fault.database.wrongName(), 'database.wrong-name', 'the database name is wrong'],
  [fault.database.wrongPort(), 'database.wrong-port', 'the database port is wrong'],
  [fault.request.hostNotAllowed(), 'request.host-not-allowed', 'only the public host is let through'],
  [fault.request.redirected(), 'request.redirected', 'plain HTTP is redirected, the health path too'],
  [fault.request.auth(), 'request.auth', 'the health path needs a login'],
  [fault.request.wrongPath('/healthz'), 'request.wrong-path', 'the check asks for /healthz'],
  [fault.request.wrongPort(81), 'request.wrong-port', 'the check asks at another port'],
  [fault.request.loopbackOnly(), 'request.loopback-only', 'the app listens on loopback alone'],
  [fault.request.userAgentFiltered('^ELB'), 'request.user-agent-filtered', 'user agents like ^ELB are refused'],
  [fault.request.rateLimited({ requests: 1, seconds: 60 }), 'request.rate-limited', 'more than 1 requests in 60 s are refused'],
  [fault.request.noContent(), 'request.no-content', 'the health path answers 204'],
  [fault.request.missingLength(), 'request.missing-length', 'the health answer has no length'],
  [fault.request.slowAnswer({ seconds: 6 }), 'request.slow-answer', 'answers take 6 s'],
  [fault.request.status({ status: 500, after: 1, times: 2 }), 'request.status', 'answers have status 500 after the first 1 (2 times)'],
  [fault.request.status({ status: 503, every: 2 }), 'request.status', 'answers have status 503, one of 2 each'],
  [fault.request.askedOtherwise({ method: 'HEAD' }, 'the check asks by HEAD'), 'request.asked-otherwise', 'the check asks by HEAD'],
  [fault.metadata.tokensExpired(), 'metadata.tokens-expired', 'tokens of the metadata service have expired'],
  [fault.metadata.disabled(), 'metadata.disabled', 'the metadata service is disabled'],
  [fault.metadata.silent(), 'metadata.silent', 'the metadata service never answers'],
  [fault.metadata.slow({ seconds: 2 }), 'metadata.slow', 'the metadata service answers after 2 s'],
  [fault.metadata.tokensRequired(), 'metadata.tokens-required', 'the metadata service requires tokens'],
  [fault.store.keyMissing('SECRET_KEY'), 'store.key-missing', 'SECRET_KEY is not in the store'],
  [fault.store.keyEmpty('HOSTS'), 'store.key-empty', 'HOSTS is empty in the store'],
  [fault.store.staleValue('HOSTS', 'old.example.com'), 'store.stale-value', 'the store tells plain reads an older HOSTS'],
  [fault.store.down({ lasts: 2 }), 'store.down', 'the store is down for 2 s'],
  [fault.store.hung({ onset: 'listening' }), 'store.hung', 'the store hangs from the open port on'],
  [fault.store.changed('HOSTS', 'x', { onset: { after: 'accepted', seconds: 9 } }), 'store.changed', 'HOSTS is changed in the store 9 s after the canary was accepted'],
  [fault.store.changed('HOSTS', undefined, { onset: 'listening', lasts: 1 }), 'store.changed', 'HOSTS is removed from the store from the open port on for 1 s'],
];

test.each(BUILT.map(([built, name, sentence]) => ({ built, name, sentence })))('$name says "$sentence", and comes back the same from JSON', ({ built, name, sentence }) => {
  expect([faultName(built), built.summary]).toEqual([name, sentence]);
  expect(JSON.parse(JSON.stringify(built))).toStrictEqual(built);
});

test('every builder is in the table above', () => {
  const builders = Object.entries(fault).flatMap(([family, those]) => Object.keys(those).map((name) => `${family}.${name}`));
  const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const known = new Set(BUILT.map(([, name]) => name));
  expect(builders.map(kebab).filter((name) => !known.has(name))).toEqual([]);
});

test('no summary tells the value that a setting, a file or a migration is given', () => {
  const secret = 'sk_live_0123456789abcdef';
  const built = [fault.env.set('SECRET_KEY', secret), fault.file.replace('key.pem', secret), fault.migration.failing({ sql: `select '${secret}'` }), fault.migration.halfApplied({ sql: `select '${secret}'` }), fault.migration.further({ sql: `select '${secret}'` }), fault.file.substitute('key.pem', 'old', secret), fault.store.staleValue('SECRET_KEY', secret), fault.store.changed('SECRET_KEY', secret, { onset: 'boot' })];
  expect(built.map(({ summary }) => summary).filter((summary) => summary.includes(secret))).toEqual([]);
});

test('the faults of the health path are on the path that the check asks for', () => {
  const asked = { ...SHOP_RELEASE, healthCheck: { ...SHOP_RELEASE.healthCheck, target: 'HTTPS:443/up?deep=1' } };
  const tcp = { ...SHOP_RELEASE, healthCheck: { ...SHOP_RELEASE.healthCheck, target: 'TCP:80' } };
  expect(faultsFor(asked).request.auth()).toMatchObject({ path: '/up?deep=1' });
  expect(faultsFor(tcp).request.auth()).toMatchObject({ path: '/health' });
  expect(faultsFor(asked).request.status({ status: 500, path: '/other' })).toMatchObject({ path: '/other' });
});

test('a proxy that knows only the public host knows that of the app', () => {
  expect(fault.request.hostNotAllowed()).toMatchObject({ hosts: ['till.example.com'] });
});

test('what a page fault writes goes into the template that makes the page', () => {
  expect(fault.page.remove('item')).toMatchObject({ path: 'views/item.ejs', edit: null });
  expect(fault.page.blank('item')).toMatchObject({ path: 'views/item.ejs', edit: { mode: 'replace', text: '' } });
  expect(fault.page.throw('item')).toMatchObject({ path: 'views/item.ejs', edit: { mode: 'prepend' } });
});

const small = faultsFor<string, string, string>(SMALL_RELEASE);
const ruby = faultsFor({ ...SMALL_RELEASE, name: 'ruby', command: ['bundle', 'exec', 'puma'], pages: { front: { template: 'front.erb' } } });

test.each<[string, () => Fault, string]>([
  ['a check that is asked as ever', () => fault.request.askedOtherwise({}, 'nothing'), 'expected a method, host, userAgent or headers, found none'],
  ['a migration that would have to be written in an unknown language', () => faultsFor({ ...SHOP_RELEASE, migrations: { ...migrations, format: 'files' } }).migration.further({ sql: 'x' }), 'its migrations are files of a language that is not known here'],
  ['a page that the app does not have', () => fault.page.throw('cart' as 'item'), 'page cart: expected one of front, item, as shop is described'],
  ['a page of an app without pages', () => small.page.remove('front'), 'page front: expected one of none, as till is described'],
  ['a page that is only a word of JavaScript', () => small.page.remove('constructor'), 'page constructor: expected one of none'],
  ['a thrown error in a template of no known language', () => ruby.page.throw('front'), 'fault.page.throw does not apply to ruby: its description names no template language'],
  ['a page that is slow, in a template language that cannot wait', () => django.page.slow('front', { seconds: 2 }), 'fault.page.slow does not apply to teas: the template language django has no words for it'],
  ['a page that is not found, in one that knows no status', () => django.page.notFound('front'), 'fault.page.not-found does not apply to teas: the template language django has no words for it'],
  ['two last migrations, where these are SQL files', () => fault.migration.conflicting(), 'fault.migration.conflicting does not apply to shop: its migrations are SQL files'],
  ['two last migrations of an app without any', () => small.migration.conflicting(), 'its description names no migrations and database'],
  ['a table that the app does not have', () => fault.database.tableMissing('carts' as 'items'), 'table carts: expected one of items, orders, as shop is described'],
  ['a database of an app without one', () => small.database.down(), 'fault.database.down does not apply to till: its description names no database'],
  ['a table that the app does not have, dropped', () => fault.database.tableDropped('carts' as 'items'), 'table carts: expected one of items, orders, as shop is described'],
  ['a server that the app does not depend on', () => fault.dependency.down('SEARCH' as 'CACHE'), 'setting SEARCH: expected one of CACHE, QUEUE, the dependencies of shop as it is described'],
  ['a server of an app that depends on none', () => small.dependency.hung('CACHE'), 'setting CACHE: expected one of none, the dependencies of till'],
  ['a table of an app without a database', () => small.database.tableMissing('items'), 'its description names no database'],
  ['a migration of an app without migrations', () => small.migration.skip(), 'fault.migration.skip does not apply to till: its description names no migrations and database'],
  ['loopback for an app that cannot be told where to bind', () => small.request.loopbackOnly(), 'its description names no setting for the address it binds to'],
  ['a store of an app without one', () => small.store.down(), 'fault.store.down does not apply to till: its description names no key-value store'],
  ['a key that is not kept there', () => fault.store.keyEmpty('GREETING' as 'HOSTS'), 'key GREETING: expected one of SECRET_KEY, HOSTS, which shop keeps in its key-value store'],
  ['a blocked event loop of a program that is not Node', () => ruby.process.blockEventLoop(), 'applies to programs started by node; ruby is started by "bundle"'],
])('%s is refused with what would apply', (_, build, message) => {
  expect(build).toThrow(ConfigError);
  expect(build).toThrow(message);
});

test('a page of a Django app is broken in the words of its templates', () => {
  expect([django.page.breakTemplate('front'), django.page.throw('front')]).toMatchObject([{ edit: { text: '{% if %}' } }, { edit: { text: '{% include "failed-on-purpose.html" %}' } }]);
});

test('faults that need no template language apply to every app', () => {
  expect([ruby.page.remove('front'), ruby.page.blank('front'), ruby.process.crashOnStart()].map(faultName)).toEqual([
    'page.remove', 'page.blank', 'process.crash-on-start',
  ]);
});

test('a program that is not Node never listens since it is held before it begins', () => {
  expect(ruby.process.neverListen()).toEqual({ kind: 'process', operator: 'never-listen', held: true, summary: 'the port never opens' });
});

test('a Node that is started by its full path counts as Node', () => {
  const full = faultsFor({ ...SMALL_RELEASE, command: ['/usr/local/bin/node', 'server.js'] });
  expect(full.process.neverListen()).not.toHaveProperty('held');
  expect(full.process.neverListen()).toEqual(fault.process.neverListen());
});
