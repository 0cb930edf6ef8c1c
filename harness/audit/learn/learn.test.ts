import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from '../../../app/free-port.testing.js';
import { SMALL_RELEASE } from '../../model/release.testing.js';
import type { Release } from '../../model/release.js';
import { DRIVER, TILL } from '../../runner/app-with-database.testing.js';
import { describeWithPython, PYTHON } from '../../runtime/carry-out/django.testing.js';
import { RunBench } from '../../runtime/run-bench.testing.js';
import { RUN_FOLDER_PREFIX } from '../../runtime/sweep.js';
import type { AuditInput } from '../settings.js';
import { notesReads } from './file-reads.testing.js';
import { learnedLines } from './learn.js';
import { learnAlone } from './learn.testing.js';

let bench: RunBench;
beforeAll(() => (bench = new RunBench()));
afterAll(() => bench.close());

const EMBEDDED = { kind: 'embedded', why: 'a test' } as const;

function inputOf(files: Readonly<Record<string, string>>, changes: Partial<Release> = {}): AuditInput {
  const folder = bench.folderWith({});
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { release: { ...SMALL_RELEASE, folder, ...changes }, ignore: [], deployment: {} };
}

const learned = (input: AuditInput, signal = new AbortController().signal, seed = 1) => learnAlone(input, EMBEDDED, signal, seed);
const runFolders = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith(`${RUN_FOLDER_PREFIX}${process.pid}-`));

const PAGES = `
  const { readFileSync } = require('node:fs');
  const names = { '/app.css?v=1': ['text/css', 'public/app.css'], '/gone.js': [], '/': ['text/html', 'views/front.ejs'], '/health': ['text/plain', 'server.js'] };
  require('node:http').createServer((request, answer) => {
    const [type, file] = names[request.url] ?? [];
    if (!file) return answer.writeHead(404).end();
    answer.setHeader('content-type', type);
    answer.end(readFileSync(file));
  }).listen(process.env.PORT);
  process.env.GREETING; process.env.THEME_COLOUR;`;

test('settings, templates, and what pages refer to are learned of an app of Node', async () => {
  const files = { 'server.js': PAGES, 'views/front.ejs': '<link rel="stylesheet" href="/app.css?v=1"><script src="/gone.js"></script>', 'public/app.css': 'body {}' };
  const subject = await learned(inputOf(files, { env: { GREETING: 'hello', UNUSED: '3' }, users: [{ name: 'front', method: 'GET', path: '/', headers: {} }] }));
  expect(subject.learned).toEqual({
    settings: [
      { name: 'GREETING', value: 'hello', looks: 'text', read: true },
      { name: 'THEME_COLOUR', looks: 'text', read: true },
      { name: 'UNUSED', value: '3', looks: 'number', read: false },
    ],
    templates: ['views/front.ejs'],
    statics: ['public/app.css'],
    migrations: [],
    tables: [],
    dependencies: [],
    healthAsks: [],
    node: true,
    leftOut: [], silent: [],
    readLate: notesReads(tmpdir()) ? { onceOpen: ['public/app.css', 'views/front.ejs'], whenFetched: ['public/app.css'] } : { onceOpen: [], whenFetched: [] },
  });
  expect(subject.release.users.map(({ name }) => name)).toEqual(['front', 'asset /app.css?v=1']);
  expect(learnedLines(subject)).toEqual([
    '2 settings, 1 of them read (not UNUSED)',
    'it also asks for THEME_COLOUR, which it is not given',
    '1 template',
    '1 static file',
    'pages refer to 1 asset, which users ask for too',
  ]);
  expect(runFolders().filter((name) => !bench.run.path.endsWith(name))).toEqual([]);
});

test('of very many templates and assets a part is drawn by the seed, and what was left out is told', async () => {
  const server = `
    const icons = Array.from({ length: 24 }, (_, index) => '<img src="/icon' + index + '.svg">').join('');
    require('node:http').createServer((request, answer) => {
      if (request.url === '/') return answer.writeHead(200, { 'content-type': 'text/html' }).end(icons);
      answer.end('svg of ' + request.url);
    }).listen(process.env.PORT);`;
  const templates = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`views/${index}.ejs`, '']));
  const input = inputOf({ 'server.js': server, ...templates }, { users: [{ name: 'front', method: 'GET', path: '/', headers: {} }] });
  const [one, two] = [await learned(input), await learned(input, undefined, 2)];
  expect(one.learned).toMatchObject({ drawnBy: 1, leftOut: ['1 of 201 templates was left out, drawn by seed 1', '4 of 24 assets of pages were left out, drawn by seed 1'] });
  expect(learnedLines(one)).toEqual(expect.arrayContaining(one.learned.leftOut?.slice() ?? []));
  expect(two.learned.leftOut?.[0]).toBe('1 of 201 templates was left out, drawn by seed 2');
  expect([one, two].map(({ learned: { templates: taken }, release: { users } }) => [taken.length, users.length])).toEqual([[200, 21], [200, 21]]);
  expect(one.release.users).not.toEqual(two.release.users);
});

test('an app whose open port is all that is checked is learned once it listens, which is said', async () => {
  const server = `setTimeout(() => require('node:http').createServer((_, answer) => answer.writeHead(503).end()).listen(process.env.PORT), 300)`;
  const healthCheck = { ...SMALL_RELEASE.healthCheck, target: 'TCP:80' };
  const subject = await learned(inputOf({ 'server.js': server }, { healthCheck }));
  expect(learnedLines(subject)).toContain('the health check TCP:80 is a connection alone: the app was taken for healthy as soon as it accepted one');
});

describeWithPython('an app of Python', () => {
  test('is learned too, and is none of Node', async () => {
    const script = `
import http.server, os
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.send_header("Content-Length", "2"); self.end_headers(); self.wfile.write(b"ok")
os.environ.get("GREETING"), os.getenv("THEME_COLOUR")
http.server.HTTPServer(("", int(os.environ["PORT"])), Handler).serve_forever()`;
    const subject = await learned(inputOf({ 'main.py': script }, { command: [PYTHON, 'main.py'], env: { GREETING: 'hello', UNUSED: '3' } }));
    expect(subject.learned.node).toBe(false);
    expect(learnedLines(subject)).toContain('it is not run by Node: not short of memory, since no limit here is one of what it uses, and no event loop blocked');
    expect(subject.learned.settings.map(({ name, read }) => [name, read])).toEqual([['GREETING', true], ['THEME_COLOUR', true], ['UNUSED', false]]);
  });
});

describe('an app with a database', () => {
  const till = (changes: Partial<Release> = {}): AuditInput =>
    inputOf(
      { 'server.js': TILL },
      { database: { setting: 'DATABASE_URL', filledBy: 'app', tables: [] }, users: [{ name: 'items', method: 'GET', path: '/items', headers: {} }], ...changes },
    );

  test('shows its tables, which of them users use, and that its health check does not ask them', async () => {
    const subject = await learned(till());
    expect(subject.learned.tables).toEqual([
      { name: 'audit_log', columns: ['at', 'what'], used: false },
      { name: 'items', columns: ['name'], used: true },
    ]);
    expect(subject.release.database?.tables).toEqual(['audit_log', 'items']);
    expect(subject.learned.healthAsksDatabase).toBe(false);
    expect(learnedLines(subject)).toEqual(expect.arrayContaining(['tables audit_log, items (used)', 'the health check does not ask the database']));
  });

  test('shows that its health check asks the database', async () => {
    const { learned: found } = await learned(till({ env: { HEALTH: 'deep' } }));
    expect(found.healthAsksDatabase).toBe(true);
    expect(found.settings.map(({ name }) => name)).toEqual(['DATABASE_URL', 'HEALTH', 'LISTEN_ON', 'MIGRATE']);
    // What holds a password is not remembered, and then an unchanged release would be learned again.
    expect(found.settings[0]).toMatchObject({ looks: 'url', value: 'postgres://given.at.launch/' });
  });

  test('that talks to it all the time does not show what its health check asks', async () => {
    const busy = `${TILL}\nsetInterval(() => pool.query('select 1').catch(() => undefined), 20);`;
    const input = till();
    writeFileSync(join(input.release.folder, 'server.js'), busy);
    expect((await learned(input)).learned).not.toHaveProperty('healthAsksDatabase');
  });

  test('shows the tables that are named, and refuses one that is not there', async () => {
    const named = await learned({ ...till(), tables: ['items'] });
    expect(named.learned.tables).toEqual([{ name: 'items', columns: ['name'], used: true }]);
    expect(named.release.database?.tables).toEqual(['items']);
    expect((await learned({ ...till(), tables: [] })).learned.tables).toEqual([]);
    const wrong = learned({ ...till(), tables: ['items', 'baskets'] });
    await expect(wrong).rejects.toMatchObject({ exitCode: 2, message: 'postgres.tables: expected tables of the migrated database (audit_log, items), found "baskets"; correct it' });
  });

  test('has none of the tables in which migrations are noted', async () => {
    const script = `
      const client = new (require(${DRIVER}).Client)({ connectionString: process.env.DATABASE_URL });
      const sql = 'create table knex_migrations (id int); create table noted (id int); create table items (id int, name text); alter table items drop column id';
      client.connect().then(() => client.query(sql)).then(() => client.end());`;
    const input = till({ database: { setting: 'DATABASE_URL', tables: [] }, env: { MIGRATE: 'false' } });
    writeFileSync(join(input.release.folder, 'migrate.js'), script);
    writeFileSync(join(input.release.folder, 'server.js'), `require('node:http').createServer((_, answer) => answer.end('fine')).listen(process.env.PORT);`);
    mkdirSync(join(input.release.folder, 'migrations'));
    writeFileSync(join(input.release.folder, 'migrations/0001_items.sql'), '');
    const migrations = { folder: 'migrations', command: ['node', 'migrate.js'], skipWith: {}, table: 'noted' };
    const subject = await learned({ ...input, release: { ...input.release, migrations } });
    expect(subject.learned).toMatchObject({ tables: [{ name: 'items', columns: ['name'], used: false }], migrations: ['0001_items.sql'] });
  });
});

describe('other servers', () => {
  let server: Server;
  const sockets = new Set<Socket>();
  beforeEach(async () => {
    server = createServer((socket) => void sockets.add(socket).forEach((each) => each.on('data', () => socket.write('pong')).on('error', () => undefined))).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });

  test('are learned where they answer, with whether the health check asks them', async () => {
    const { port } = server.address() as AddressInfo;
    const closed = await freePort();
    const script = `
      const { hostname, port } = new URL(process.env.CACHE_URL);
      require('node:http').createServer((request, answer) => {
        const socket = require('node:net').connect(port, hostname, () => socket.write('ping')).once('data', () => { socket.destroy(); answer.end('fine'); });
      }).listen(process.env.PORT);`;
    const env = { CACHE_URL: `redis://127.0.0.1:${port}/0`, MAIL: `127.0.0.1:${port}`, QUEUE_URL: `amqp://127.0.0.1:${closed}`, API: 'https://api.example.com:8443', OWN: 'http://till.example.com:80' };
    const subject = await learned(inputOf({ 'server.js': script }, { env }));
    expect(subject.learned).toMatchObject({
      dependencies: [{ setting: 'CACHE_URL', host: '127.0.0.1', port, optional: false }, { setting: 'MAIL', host: '127.0.0.1', port, optional: false }],
      healthAsks: ['CACHE_URL'],
      leftOut: [
        `QUEUE_URL names 127.0.0.1:${closed}, where nobody answers: not broken`,
        'API names api.example.com:8443, whose certificate holds under no other name: not broken',
      ],
    });
    expect(subject.release.dependencies).toEqual([{ setting: 'CACHE_URL', optional: false }, { setting: 'MAIL', optional: false }]);
    expect(subject.learned.settings.find(({ name }) => name === 'CACHE_URL')?.value).toBe(env.CACHE_URL);
    expect(learnedLines(subject)).toEqual(expect.arrayContaining(['the health check asks the servers of CACHE_URL', `MAIL names 127.0.0.1:${port}, which answers`]));
  });
});

test('learning ends with its signal, and leaves nothing behind', async () => {
  const input = inputOf({ 'server.js': 'setInterval(() => {}, 1000)' }, { database: { setting: 'DATABASE_URL', filledBy: 'app', tables: [] } });
  await expect(learned(input, AbortSignal.timeout(4000))).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(runFolders().filter((name) => !bench.run.path.endsWith(name))).toEqual([]);
});
