import { SMALL_RELEASE } from '../../model/release.testing.js';
import type { MigrationsDescription } from '../../model/release.js';
import { DRIVER } from '../../runner/app-with-database.testing.js';
import { RunBench } from '../../runtime/run-bench.testing.js';
import { deriveMutants } from '../derive.js';
import type { Subject } from '../subject.js';
import { learnAlone } from './learn.testing.js';

/** Migrates as `migrate`, or as its settings say, before it listens or once it does; with `NOTES=no` it leaves no note of it. */
const APP = `
  const { readdirSync, readFileSync } = require('node:fs');
  const pool = new (require(${DRIVER}).Pool)({ connectionString: process.env.DATABASE_URL });
  pool.on('error', () => undefined);
  const migrate = async () => {
    await pool.query('create table if not exists applied (name text)');
    for (const name of readdirSync('migrations').sort()) {
      if ((await pool.query('select 1 from applied where name = $1', [name])).rows.length > 0) continue;
      await pool.query(readFileSync('migrations/' + name, 'utf8'));
      await pool.query('insert into applied values ($1)', [process.env.NOTES === 'no' ? 'done' : name]);
    }
  };
  const server = require('node:http').createServer(async ({ url }, answer) => {
    if (url === '/health') return answer.end('fine');
    await pool.query('select name from items').then(({ rows }) => answer.end(JSON.stringify(rows)), () => { answer.statusCode = 500; answer.end('sorry'); });
  });
  const listen = () => new Promise((resolve) => server.listen(Number(process.env.PORT), resolve));
  const fill = async () => ((await pool.query("select to_regclass('applied') as name")).rows[0].name === null ? migrate() : undefined);
  const ways = { filling: () => fill().then(listen), first: () => migrate().then(listen), then: () => listen().then(migrate), never: listen };
  if (process.argv[2] === 'migrate') migrate().then(() => pool.end());
  else ways[process.env.MIGRATES]();
`;

const bench = new RunBench();
afterAll(() => bench.close());

async function learned(env: Readonly<Record<string, string>>, migrations: Partial<MigrationsDescription> = {}): Promise<Subject> {
  const folder = bench.folderWith({ 'server.js': APP, 'migrations/0001_items.sql': 'create table if not exists items (name text);', 'migrations/0002_price.sql': 'alter table items add column if not exists price int;' });
  const release = {
    ...SMALL_RELEASE,
    folder,
    env,
    database: { setting: 'DATABASE_URL', tables: [] },
    migrations: { folder: 'migrations', command: ['node', 'server.js', 'migrate'], skipWith: {}, table: 'applied', ...migrations },
    users: [{ name: 'items', method: 'GET' as const, path: '/items', headers: {} }],
  };
  return learnAlone({ release, ignore: [], deployment: {} }, { kind: 'embedded', why: 'a test' }, new AbortController().signal);
}

const operatorsOf = (subject: Subject): string[] => [...new Set(deriveMutants(subject).filter(({ area }) => area === 'migrations' || area === 'old-fleet').map(({ operator }) => operator))];

test.each(['first', 'then'])('a start that runs what is left to be run (%s) can have migrations that fail, and none that are skipped', async (MIGRATES) => {
  const subject = await learned({ MIGRATES });
  expect(subject.release.migrations?.atStart).toBe(true);
  expect(operatorsOf(subject)).toEqual(expect.arrayContaining(['failing-migration', 'slow-migration', 'half-applied-migration', 'migration-lock-held', 'drop-table-beside-old']));
  expect(operatorsOf(subject)).not.toContain('skip-migrations');
  expect(subject.learned.leftOut).toEqual(['no migration is skipped: the start runs them, and skipWith names no settings under which it does not']);
});

test.each(['never', 'filling'])('a start that runs none (%s), or only fills an empty database, can have migrations that are skipped, and none that fail, which is told', async (MIGRATES) => {
  const subject = await learned({ MIGRATES });
  expect(subject.release.migrations).not.toHaveProperty('atStart');
  expect(operatorsOf(subject)).toEqual(['skip-migrations', 'skip-last-migration', 'schema-ahead', 'fake-applied-last']);
  expect(subject.learned.leftOut).toEqual(['no migration fails, waits or runs beside an old fleet at a start: it was booted where one was left to be run, and its runner noted none']);
});

test('where no note of migrations is found, what the start does is not known', async () => {
  const { leftOut } = (await learned({ MIGRATES: 'first', NOTES: 'no' }, { table: 'elsewhere' })).learned;
  expect(leftOut).toEqual([expect.stringContaining('whether it migrates could not be seen')]);
});

test.each<[Partial<MigrationsDescription>]>([[{ skipWith: { MIGRATES: 'never' } }], [{ atStart: true }], [{ atStart: false }]])('nothing is booted for it where the description says it: %j', async (described) => {
  const { release, learned: found } = await learned({ MIGRATES: 'first' }, described);
  expect(release.migrations).toMatchObject(described);
  expect(found.leftOut?.join()).not.toContain('it was booted');
});
