import { readFileSync } from 'node:fs';
import { AUDIT_AREAS } from '../../model/audit.js';
import { faultName, type Fault } from '../../model/fault.js';
import type { Release } from '../../model/release.js';
import { SHOP_RELEASE } from '../../model/release.testing.js';
import type { Derived } from '../mutant.js';
import { subjectOf } from '../sample-subject.testing.js';
import type { Learned, Subject } from '../subject.js';
import { OPERATORS } from './index.js';

const derive = (name: string, subject: Subject): Derived[] => [...(OPERATORS.find((operator) => operator.name === name) ?? { derive: () => [] }).derive(subject)];
const targets = (name: string, subject: Subject): string[] => derive(name, subject).map(({ target }) => target);
const faultsOf = (name: string, subject: Subject): Fault[] => derive(name, subject).flatMap(({ faults }) => faults);

const { migrations = { folder: '', command: [], skipWith: {}, table: '' } } = SHOP_RELEASE;
const LEARNED: Partial<Learned> = {
  settings: [
    { name: 'GREETING', value: 'hello', looks: 'text' },
    { name: 'PORT', value: '80', looks: 'port' },
    { name: 'API', value: 'https://me:secret@api.example.com/v1?token=x', looks: 'url' },
    { name: 'UNREAD', value: 'x', looks: 'text', read: false },
    { name: 'FAREWELL', value: 'bye', looks: 'text', read: true },
    { name: 'METADATA', value: 'http://there', looks: 'url' },
    { name: 'ASKED_FOR', looks: 'text' },
    { name: 'RELEASE', value: '7', looks: 'number' },
  ],
  migrations: ['0001_items.sql', '0002_orders.sql'],
  templates: ['views/front.ejs', 'views/frame.ejs', 'views/mail.html'],
  statics: ['assets/shop.css'],
  tables: [
    { name: 'items', columns: ['id', 'shop_id', 'name'] },
    { name: 'orders', columns: ['id', 'total'], used: true },
    { name: 'log', columns: ['id', 'line'], used: false },
    { name: 'links', columns: ['item_id', 'order_id'], used: true },
  ],
  dependencies: [{ setting: 'API', host: 'api', port: 443, optional: true }, { setting: 'CACHE', host: 'cache', port: 6379, optional: false }],
};
const shop = (release: Partial<Release> = {}, learned: Partial<Learned> = {}): Subject =>
  subjectOf({ env: { GREETING: 'hello', PORT: '80', API: 'https://me:secret@api.example.com/v1?token=x', UNREAD: 'x', FAREWELL: 'bye', METADATA: 'http://there', RELEASE: '7' }, metadata: { setting: 'METADATA' }, releaseId: { setting: 'RELEASE' }, ...release }, { ...LEARNED, ...learned });

const { database: _database, migrations: _migrations, ...WITHOUT_DATABASE } = SHOP_RELEASE;
const BARE: Subject = { release: WITHOUT_DATABASE, learned: { ...subjectOf().learned, node: false } };
const FILES: Partial<Release> = { migrations: { ...migrations, format: 'files' } };
const BEFORE_START: Partial<Release> = { migrations: { ...migrations, skipWith: {} } };
const DJANGO: Partial<Release> = { migrations: { ...migrations, format: { django: 'shop' } } };
const SETTINGS = ['GREETING', 'API', 'FAREWELL', 'DATABASE_URL'];

/** What each operator makes of the shop. */
const DERIVED: Readonly<Record<string, readonly string[]>> = {
  'unset-setting': SETTINGS,
  'empty-setting': SETTINGS,
  'garble-setting': SETTINGS,
  'swap-settings': ['GREETING,FAREWELL', 'API,DATABASE_URL'],
  'wrong-url': ['API'],
  ...Object.fromEntries(['wrong-password', 'wrong-host', 'wrong-port', 'wrong-name'].map((name) => [name, ['DATABASE_URL']])),
  ...Object.fromEntries(['down-at-boot', 'down-after-start', 'hung-at-boot', 'hung-after-start', 'slow-database', 'read-only-database', 'no-connections-left', 'password-rotated'].map((name) => [name, ['database']])),
  ...Object.fromEntries(['skip-migrations', 'migration-lock-held', 'slow-migration'].map((name) => [name, ['migrations']])),
  ...Object.fromEntries(['skip-last-migration', 'failing-migration', 'schema-ahead', 'fake-applied-last'].map((name) => [name, ['0002_orders.sql']])),
  'half-applied-migration': ['orders'],
  'conflicting-migration': [],
  'rename-table': ['items', 'orders', 'log', 'links'],
  'drop-table': ['items', 'orders', 'log', 'links'],
  ...Object.fromEntries(['remove-template', 'blank-template', 'break-template'].map((name) => [name, ['views/front.ejs', 'views/frame.ejs', 'views/mail.html']])),
  'remove-static': ['assets/shop.css'],
  'blank-static': ['assets/shop.css'],
  'break-static': ['assets/shop.css'],
  ...Object.fromEntries(
    ['crash-on-start', 'exit-zero-on-start', 'never-listen', 'late-start', 'exit-after-a-while', 'hang', 'block-event-loop', 'memory-short', 'few-descriptors', 'read-only-disk'].map((name) => [name, ['process']]),
  ),
  ...Object.fromEntries(
    ['host-of-a-node', 'other-user-agent', 'head-request', 'forwarded-as-http', 'trailing-slash', 'query-string', 'wrong-path', 'wrong-check-port'].map((name) => [name, ['health-check']]),
  ),
  ...Object.fromEntries(['dependency-down-at-boot', 'dependency-down', 'dependency-hung', 'dependency-slow'].map((name) => [name, ['API', 'CACHE']])),
  'rename-column-beside-old': ['orders', 'items'],
  'drop-table-beside-old': ['orders', 'links', 'items'],
  'add-column-beside-old': ['orders', 'links', 'items'],
};

test.each(OPERATORS.map(({ name }) => name))('%s is derived for what the shop has', (name) => expect(targets(name, shop())).toEqual(DERIVED[name]));

test('names are said once, and every area has operators', () => {
  expect(new Set(OPERATORS.map(({ name }) => name)).size).toBe(OPERATORS.length);
  expect([...new Set(OPERATORS.map(({ area }) => area))]).toEqual(AUDIT_AREAS);
});

test('an app of which nothing is known can have a process and a health check that fail', () => {
  expect(OPERATORS.filter((operator) => [...operator.derive(BARE)].length > 0).map(({ name }) => name)).toEqual([
    'crash-on-start', 'exit-zero-on-start', 'never-listen', 'late-start', 'exit-after-a-while', 'hang', 'few-descriptors', 'read-only-disk',
    'host-of-a-node', 'other-user-agent', 'head-request', 'forwarded-as-http', 'trailing-slash', 'query-string', 'wrong-path', 'wrong-check-port',
  ]);
});

const OF_MIGRATIONS = OPERATORS.filter(({ area }) => area === 'migrations' || area === 'old-fleet').map(({ name }) => name);
test.each<[string, Subject, string[]]>([
  ['files in a language that is not known', shop(FILES), ['skip-migrations', 'skip-last-migration', 'failing-migration', 'migration-lock-held', 'schema-ahead']],
  ['files in a language that is not known, noted in a table that is but a guess', shop({ migrations: { ...migrations, format: 'files', table: 'schema_migrations' } }), ['skip-migrations', 'skip-last-migration', 'failing-migration', 'schema-ahead']],
  ['a release that is migrated before its start', shop(BEFORE_START), ['skip-migrations', 'skip-last-migration', 'schema-ahead', 'fake-applied-last']],
  ['a single migration', shop({}, { migrations: ['0001_items.sql'] }), OF_MIGRATIONS.filter((name) => !/skip-last|schema-ahead|conflicting/.test(name))],
  ['migrations of Django', shop(DJANGO), OF_MIGRATIONS],
  ['no tables that are known', shop({}, { tables: [] }), OF_MIGRATIONS.filter((name) => !/half-applied|conflicting|(rename|drop|add)-.*-beside-old/.test(name))],
  ['an app with a port of its own, beside which no old fleet can run', shop({ port: { ...SHOP_RELEASE.port, fixed: 3000 } }), OF_MIGRATIONS.filter((name) => !/conflicting|-beside-old/.test(name))],
  ['no migrations', shop({}, { migrations: [] }), []],
])('%s', (_, subject, names) => expect(OF_MIGRATIONS.filter((name) => targets(name, subject).length > 0)).toEqual(names));

test.each<[string, Subject, object]>([
  ['wrong-url', shop(), { kind: 'env', operator: 'set', key: 'API', value: 'https://no-such-host.invalid/' }],
  ['password-rotated', shop(), { operator: 'password-rotated', onset: 'passing', endSessions: true }],
  ['rename-table', shop(), { operator: 'table-missing', table: 'items', onset: 'passing' }],
  ['drop-table', shop(), { operator: 'table-dropped', table: 'items', onset: 'boot' }],
  ['down-after-start', shop(), { operator: 'down', onset: 'passing' }],
  ['hung-at-boot', shop(), { operator: 'hung', onset: 'boot' }],
  ['slow-database', shop(), { operator: 'slow', onset: 'boot', latencyMs: 100 }],
  ['failing-migration', shop(), { kind: 'migration', operator: 'pending-last' }],
  ['half-applied-migration', shop(), { operator: 'half-applied', sql: 'alter table "orders" rename column "total" to "total_renamed"' }],
  ['crash-on-start', shop(), { exitCode: 1 }],
  ['exit-zero-on-start', shop(), { exitCode: 0 }],
  ['host-of-a-node', shop(), { operator: 'asked-otherwise', form: { host: '10.0.0.2:80' } }],
  ['other-user-agent', shop(), { form: { userAgent: 'ELB-HealthChecker/2.0' } }],
  ['other-user-agent', shop({ balancer: 'application' }), { form: { userAgent: 'ELB-HealthChecker/1.0' } }],
  ['forwarded-as-http', shop(), { form: { headers: { 'X-Forwarded-Proto': 'http' } } }],
  ['trailing-slash', shop(), { operator: 'wrong-path', path: '/health/' }],
  ['query-string', shop(), { operator: 'wrong-path', path: '/health?canarybed=1' }],
  ['dependency-hung', shop(), { kind: 'dependency', operator: 'hung', setting: 'API', onset: 'passing' }],
  ['drop-table-beside-old', shop(), { operator: 'further', sql: 'drop table "orders" cascade' }],
])('%s makes the fault that it should', (name, subject, fault) => expect(faultsOf(name, subject)[0]).toMatchObject(fault));

const AFTER_START = ['down-after-start', 'hung-after-start', 'read-only-database', 'no-connections-left', 'password-rotated', 'rename-table', 'dependency-down', 'dependency-hung'];
test.each<[string, Partial<Release>, string]>([
  ['a classic balancer that asks for two', { balancer: 'classic', healthCheck: { ...SHOP_RELEASE.healthCheck, healthyThreshold: 2 } }, 'passing'],
  ['a classic balancer that asks for one at first', { balancer: 'classic', healthCheck: { ...SHOP_RELEASE.healthCheck, healthyThreshold: 2, initialSuccesses: 1 } }, 'listening'],
  ['an application balancer', { balancer: 'application' }, 'listening'],
  ['a network balancer', { balancer: 'network' }, 'listening'],
])('what comes after the start comes before the check that puts an instance in service: %s', (_, release, onset) => {
  const onsets = AFTER_START.map((name) => faultsOf(name, shop(release))[0]);
  expect(onsets).toMatchObject(AFTER_START.map(() => ({ onset })));
});

const checkedAt = (target: string): Subject => shop({ healthCheck: { ...SHOP_RELEASE.healthCheck, target } });

test.each<[string, string, string | undefined]>([
  ['trailing-slash', 'HTTP:80/health/', '/health'],
  ['trailing-slash', 'HTTP:80/health?deep=1', '/health/?deep=1'],
  ['trailing-slash', 'HTTP:80/', undefined],
  ['query-string', 'HTTP:80/health?deep=1', '/health?deep=1&canarybed=1'],
  ['query-string', 'TCP:80', undefined],
  ['wrong-path', 'TCP:80', undefined],
])('%s of %s is %s', (name, target, path) => {
  const [fault] = faultsOf(name, checkedAt(target));
  expect(fault?.kind === 'request' ? fault.path : undefined).toBe(path);
});

test('a check without a request has no form, and can still be aimed at another port', () => {
  const names = OPERATORS.filter(({ area }) => area === 'request').map(({ name }) => name);
  expect(names.filter((name) => derive(name, checkedAt('TCP:80')).length > 0)).toEqual(['wrong-check-port']);
  expect(derive('host-of-a-node', shop({ balancer: 'network' }))).toEqual([]);
});

test('a template is broken as its page where that is known, else as a file in the words of its language', () => {
  const { templates: _language, ...mute } = shop().release;
  const named = (subject: Subject): string[] => faultsOf('break-template', subject).map((fault) => `${faultName(fault)} ${fault.kind === 'file' ? (fault.content ?? 'nonsense') : ''}`);
  expect(named(shop())).toEqual(['page.break-template ', 'file.break <% if (items { %>', 'file.break <% if (items { %>']);
  expect(named({ release: mute, learned: shop().learned })).toEqual(['file.break <% if (items { %>', 'file.break <% if (items { %>', 'file.break nonsense']);
  expect(faultsOf('blank-template', { release: mute, learned: shop().learned }).map(faultName)).toEqual(['page.blank', 'file.replace', 'file.replace']);
  expect(derive('blank-template', shop()).map(({ files }) => files)).toEqual([['views/front.ejs'], ['views/frame.ejs'], ['views/mail.html']]);
});

test('only what a Node process can have is left out for others, whoever starts it', () => {
  expect(['never-listen', 'block-event-loop', 'memory-short'].map((name) => derive(name, shop({ command: ['npm', 'start'] })).length)).toEqual([1, 1, 1]);
  expect(['never-listen', 'block-event-loop', 'memory-short'].map((name) => derive(name, shop({ command: ['python3', 'main.py'] }, { node: false })).length)).toEqual([1, 0, 0]);
  expect([shop({ command: ['npm', 'start'] }), shop({ command: ['python3', 'main.py'] }, { node: false })].map((subject) => faultsOf('never-listen', subject))).toEqual([
    [{ kind: 'process', operator: 'never-listen', summary: 'the port never opens' }],
    [{ kind: 'process', operator: 'never-listen', held: true, summary: 'the port never opens' }],
  ]);
});

test('an optional server that is away is told apart, since it must be accepted', () => {
  expect(derive('dependency-down', shop()).map(({ summary }) => summary)).toEqual([
    'the server of API is down after the first passed check, which is optional',
    'the server of CACHE is down after the first passed check',
  ]);
  const names = ['dependency-down-at-boot', 'dependency-down', 'dependency-hung', 'dependency-slow'];
  expect(names.map((name) => derive(name, shop()).map(({ optional }) => optional))).toEqual([[true, undefined], [true, undefined], [true, undefined], [undefined, undefined]]);
});

test('beside an old fleet it is this release, unbroken, that serves', () => {
  expect(derive('add-column-beside-old', shop()).map(({ old }) => old)).toEqual(Array(3).fill({ faults: [] }));
});

test('each operator has a row in the reference page, with its area and what must come of it', () => {
  const page = readFileSync('docs/mutants.md', 'utf8');
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| ([a-z-]+) \| ([^|]+) \| ([^|]+) \|$/gm)].map(([, name, area, , must]) => [name, area, must?.startsWith('accepted')]);
  expect(rows).toEqual(OPERATORS.map(({ name, area, good }) => [name, area, good === true]));
});
