import { DRIVER } from '../runner/app-with-database.testing.js';
import { SHOP_RELEASE } from '../model/release.testing.js';
import { RunBench } from '../runtime/run-bench.testing.js';
import { skipMigrations } from './operators/skip-migrations.js';
import type { Mutant } from './mutant.js';
import { runAudit } from './run-audit.js';
import type { Subject } from './subject.js';

/** Its one command migrates and ends, or serves; as its settings say it migrates before it serves. */
const APP = `
  const pg = require(${DRIVER});
  const migrate = async (client) => {
    await client.query('create table if not exists applied (name text)');
    if ((await client.query('select 1 from applied')).rows.length > 0) return;
    await client.query("create table items (name text); insert into items values ('tea'); insert into applied values ('0001_items.sql')");
  };
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
  pool.on('error', () => undefined);
  const serve = () => require('node:http').createServer(async ({ url }, answer) => {
    if (url === '/health') return answer.end('fine');
    await pool.query('select name from items').then(({ rows }) => answer.end(rows[0].name), () => { answer.statusCode = 500; answer.end('sorry'); });
  }).listen(Number(process.env.PORT));
  (async () => {
    if (process.argv[2] === 'migrate') return migrate(pool).then(() => pool.end());
    if (process.env.AT_START === 'migrate') await migrate(pool);
    serve();
  })();
`;

const bench = new RunBench();
afterAll(() => bench.close());

test.each<[string, string, object]>([
  ['is invalid where the start migrates after all', 'migrate', { status: 'invalid', detail: expect.stringMatching(/the start of the release migrates: applied notes 1 more row.*skipWith/) as string }],
  ['is judged where it does not', 'serve', { status: 'survived', verdict: 'accepted', harm: 'hurt' }],
])('a release whose migrations are said to be run by nobody but us: skipping them %s', async (_, AT_START, result) => {
  const folder = bench.folderWith({ 'main.cjs': APP, 'migrations/0001_items.sql': '' });
  const { bind: _bind, ...shop } = SHOP_RELEASE;
  const subject: Subject = {
    release: {
      ...shop,
      folder,
      command: ['node', 'main.cjs'],
      env: { AT_START },
      database: { setting: 'DATABASE_URL', tables: [] },
      migrations: { folder: 'migrations', command: ['node', 'main.cjs', 'migrate'], skipWith: {}, table: 'applied' },
      pages: {},
      users: [{ name: 'items', method: 'GET', path: '/items', headers: {} }],
      healthCheck: { ...shop.healthCheck, interval: 5, timeout: 2, unhealthyThreshold: 2 },
      deadline: '20s',
      settle: '0.2s',
    },
    learned: { settings: [], migrations: ['0001_items.sql'], templates: [], statics: [], tables: [], dependencies: [], healthAsks: [], node: true },
  };
  const mutants = Array.from(skipMigrations.derive(subject), (derived): Mutant => ({ id: 'skip-migrations', area: 'migrations', operator: 'skip-migrations', breaks: 'release', files: [], ...derived }));
  const { results } = await runAudit(subject, mutants, [], {
    choice: { kind: 'embedded', why: 'a test' },
    journal: { write: () => undefined, learnSecrets: () => undefined, mask: (value) => value },
    signal: new AbortController().signal,
  });
  expect(results).toMatchObject([result]);
});
