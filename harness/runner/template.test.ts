import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { freePort } from '../../app/free-port.testing.js';
import { CERTIFICATE, KEY } from '../balancer/tls-fixture.testing.js';
import { EnvironmentError } from '../model/errors.js';
import { SMALL_RELEASE } from '../model/release.testing.js';
import type { Release } from '../model/release.js';
import { DatabasesBench } from '../runtime/databases.testing.js';
import { isRunning, processesWith } from '../runtime/run-bench.testing.js';
import { listenOn, stopListening } from '../services/socket-address.js';
import { DRIVER, TILL } from './app-with-database.testing.js';
import { fillByApp } from './fill-by-app.js';
import { templateFor, type TemplateParts } from './template.js';
import { onlyCopy, type WorkingCopy } from '../runtime/working-copies.js';

let bench: DatabasesBench;
let parts: TemplateParts;
let count = 0;
beforeAll(async () => {
  bench = await DatabasesBench.open();
  const { bench: { runtime: adapter }, databases, postgres } = bench;
  parts = { adapter, databases, postgres, copyOf: ({ folder }) => Promise.resolve(onlyCopy(folder)) };
});
afterAll(() => bench?.close());

const order = { name: 'order', method: 'POST', path: '/items', headers: {} } as const;
const DATABASE = { setting: 'DATABASE_URL', tables: ['items'] };

/** A release whose folder goes once it was run, as a copy does. */
const release = (script: string, changes: Partial<Release> = {}): Release => ({
  ...SMALL_RELEASE,
  name: `till-${count++}`,
  folder: bench.bench.folderWith({ 'server.js': script }),
  database: { ...DATABASE, filledBy: 'app' },
  users: [order],
  ...changes,
});

const listeningOn = (instancePort: number): Partial<Release> => ({
  port: { setting: 'PORT', instancePort },
  healthCheck: { ...SMALL_RELEASE.healthCheck, target: `HTTP:${instancePort}/health` },
});

async function rowsOf(made: Promise<string>, sql: string): Promise<unknown> {
  const database = await bench.databases.clone(await made);
  try {
    return (await database.admin(sql)).rows;
  } finally {
    await database.drop();
  }
}

describe('a database that the app fills', () => {
  test('has its tables, and what users gave it, in each clone', async () => {
    const made = templateFor('migrated', release(TILL), parts);
    expect(await rowsOf(made, 'select name from items')).toEqual([{ name: 'tea' }]);
    expect(await rowsOf(made, 'select name from items')).toEqual([{ name: 'tea' }]);
  });

  test('belongs to the clone as its own tables do', async () => {
    const database = await bench.databases.clone(await templateFor('migrated', release(TILL), parts));
    expect(await bench.attempt(database, 'drop table items')).toBe(0);
  });

  test.each(['empty', 'before-last'] as const)('stays empty where its schema is to be %s', async (state) => {
    expect(await rowsOf(templateFor(state, release(TILL), parts), `select 1 from pg_tables where schemaname = 'public'`)).toEqual([]);
  });

  test('is filled also by an app that listens where it always does', async () => {
    const instancePort = await freePort();
    const made = release(TILL, { env: { LISTEN_ON: String(instancePort) }, ...listeningOn(instancePort) });
    expect(await rowsOf(templateFor('migrated', made, parts), 'select name from items')).toEqual([{ name: 'tea' }]);
  });

  describe('while another program listens where the app always does', () => {
    let foreign: Server;
    let instancePort: number;
    const asked: string[] = [];
    beforeAll(async () => {
      foreign = createServer((request, answer) => void answer.end(String(asked.push(`${request.method} ${request.url}`))));
      instancePort = (await listenOn(foreign, '0.0.0.0')).port;
    });
    afterAll(() => stopListening(foreign));

    test('is filled by the app where it is told to listen, and the other gets no request', async () => {
      const made = release(TILL, listeningOn(instancePort));
      expect(await rowsOf(templateFor('migrated', made, parts), 'select name from items')).toEqual([{ name: 'tea' }]);
      expect(asked).toEqual([]);
    });

    test('is not filled by an app that listens nowhere else', async () => {
      const made = release(TILL, { port: { setting: 'PORT', instancePort: 80, fixed: instancePort } });
      const error = await templateFor('migrated', made, parts).catch((refusal: unknown) => refusal);
      expect(error).toBeInstanceOf(EnvironmentError);
      expect(error).toMatchObject({ message: `port ${instancePort}, on which the app listens, is taken by another program` });
      expect(asked).toEqual([]);
    });
  });

  test('is filled by an app whose answer its own balancer takes for healthy', async () => {
    const found = (status: number): Release =>
      release(TILL.replace('make ? 200', `request.url === '/health' ? ${status} : make ? 200`), {
        balancer: 'application',
        healthCheck: { ...SMALL_RELEASE.healthCheck, matcher: '401' },
      });
    expect(await filled(found(401))).toBeUndefined();
    expect(await filled(found(200), 10)).toMatchObject({ message: expect.stringContaining('did not pass its health check: the health path /health answers 200') });
  });

  test('is filled by an app that is asked over TLS, whoever its certificate is for, and not before it passes', async () => {
    const answering = (status: number): Release => {
      const server = `http.createServer = (answer) => require('node:https').createServer({ key: \`${KEY}\`, cert: \`${CERTIFICATE}\` }, (_, reply) => reply.writeHead(${status}).end());`;
      return release(`${TILL.replace('const start', `${server}\nconst start`)}`, { healthCheck: { ...SMALL_RELEASE.healthCheck, target: 'HTTPS:80/health' } });
    };
    expect(await filled(answering(200))).toBeUndefined();
    expect(await filled(answering(503), 10)).toMatchObject({ message: expect.stringContaining('the health path /health answers 503') });
  });

  test('is filled by an app whose open port is all that is checked', async () => {
    expect(await filled(release(TILL, { healthCheck: { ...SMALL_RELEASE.healthCheck, target: 'TCP:80' } }))).toBeUndefined();
    expect(await filled(release('setInterval(() => {}, 1000)', { healthCheck: { ...SMALL_RELEASE.healthCheck, target: 'TCP:80' } }), 1)).toMatchObject({
      message: expect.stringContaining('the process lives and never listens on the port that PORT tells it'),
    });
  });

  test('is filled by an app that asks the metadata service who it is before it starts', async () => {
    const script = TILL.replace('start().catch', `fetch(process.env.METADATA + '/latest/meta-data/local-ipv4').then(start).catch`);
    const made = templateFor('migrated', release(script, { metadata: { setting: 'METADATA' } }), parts);
    expect(await rowsOf(made, 'select name from items')).toEqual([{ name: 'tea' }]);
  });

  test('has also what the app writes when it is asked to end', async () => {
    const script = `${TILL}\nprocess.on('SIGTERM', () => setTimeout(() => pool.query("insert into items values ('the last')").then(() => process.exit()), 200));`;
    expect(await rowsOf(templateFor('migrated', release(script), parts), 'select name from items order by 1')).toEqual([{ name: 'tea' }, { name: 'the last' }]);
  });

  test('leaves no process behind', async () => {
    const made = release(`${TILL}\nprocess.on('SIGTERM', () => undefined);\nconsole.log(process.pid);`, { command: ['node', 'server.js', 'stays'] });
    await templateFor('migrated', made, parts);
    expect(processesWith('server.js stays').filter(isRunning)).toEqual([]);
  });

  const filled = async (made: Release, limit?: number): Promise<unknown> => {
    const database = await bench.clone();
    return fillByApp(made, database, parts, limit).catch((error: unknown) => error).finally(() => database.drop());
  };

  test('cannot be filled by an app that ends, which says why', async () => {
    const error = await filled(release('console.log("no licence"); process.exit(5)'));
    expect(error).toBeInstanceOf(EnvironmentError);
    expect(error).toMatchObject({ message: 'the unbroken release, booted once to fill its database, did not pass its health check: the process exited (code 5)\n  no licence' });
  });

  test('cannot be filled by an app that is never healthy', async () => {
    const made = release(`${TILL}\nconsole.log('opening the till');`, { healthCheck: { ...SMALL_RELEASE.healthCheck, target: 'HTTP:80/none' } });
    expect(await filled(made, 10)).toMatchObject({
      message: 'the unbroken release, booted once to fill its database, did not pass its health check: the health path /none is not there (404)\n  last answer: "nothing here"\n  opening the till',
      remedy: expect.stringContaining('Make it start on an empty database') as string,
    });
  });

  test('is not waited for once the run was stopped', async () => {
    const database = await bench.clone();
    const signal = AbortSignal.abort(new Error('the run was stopped'));
    const waiting = fillByApp(release('setInterval(() => {}, 1000)'), database, { ...parts, signal });
    await expect(waiting).rejects.toThrow('the run was stopped');
    await database.drop();
  });
});

test('a seed for tables that the app itself would make is refused with what it needs', async () => {
  const made = release(TILL, { database: { ...DATABASE, seed: 'seed.sql' } });
  writeFileSync(join(made.folder, 'seed.sql'), "insert into items values ('tea')");
  await expect(templateFor('migrated', made, parts)).rejects.toMatchObject({ remedy: expect.stringContaining('describe the migrations that make its tables') as string });
});

describe('a seed command', () => {
  const seeded = (script: string): Release => {
    const made = release(script, { env: { NAME: 'tea' } });
    return { ...made, database: { ...DATABASE, seedCommand: ['node', 'server.js'] } };
  };

  test('runs under the settings of the release, on its database', async () => {
    const script = `
      const client = new (require(${DRIVER}).Client)({ connectionString: process.env.DATABASE_URL });
      (async () => {
        await client.connect();
        await client.query('create table items (name text)');
        await client.query('insert into items values ($1)', [process.env.NAME]);
        await client.end();
      })();`;
    const made = seeded(script);
    expect(await rowsOf(templateFor('migrated', made, parts), 'select name from items')).toEqual([{ name: 'tea' }]);
    // The folder went with the run before.
    const other = { ...made, folder: seeded(script).folder, env: { NAME: 'cake' } };
    expect(await rowsOf(templateFor('migrated', other, parts), 'select name from items')).toEqual([{ name: 'cake' }]);
  });

  test('finds the tables that the app makes, where there are no migrations', async () => {
    const script = `
      if (process.argv[2] === 'seed') {
        const client = new (require(${DRIVER}).Client)({ connectionString: process.env.DATABASE_URL });
        client.connect().then(() => client.query("insert into items values ('cake')")).then(() => client.end());
      } else {
        ${TILL}
      }`;
    const made = seeded(script);
    // Run twice, so that the folder must be there again.
    const copyOf = ({ folder }: Release): Promise<WorkingCopy> => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'server.js'), script);
      return Promise.resolve(onlyCopy(folder));
    };
    const both: Release = { ...made, users: [], database: { ...DATABASE, filledBy: 'app', seedCommand: ['node', 'server.js', 'seed'] } };
    expect(await rowsOf(templateFor('migrated', both, { ...parts, copyOf }), 'select name from items')).toEqual([{ name: 'cake' }]);
  });

  test('that never ends is ended, and refuses the release with its lines', async () => {
    const made = seeded('console.log("seeded"); setInterval(() => {}, 1000);');
    const endless: Release = { ...made, database: { ...DATABASE, seedCommand: ['node', 'server.js', 'hangs'] } };
    await expect(templateFor('migrated', endless, { ...parts, commandLimit: 5 })).rejects.toMatchObject({
      message: 'the seed command "node server.js hangs" did not end within 5 s\n  seeded',
      remedy: 'Let it end by itself: close its connections.',
    });
    expect(processesWith('server.js hangs').filter(isRunning)).toEqual([]);
  });

  test('that fails refuses the release, with its lines', async () => {
    await expect(templateFor('migrated', seeded('console.log("no items"); process.exitCode = 2;'), parts)).rejects.toThrow(
      'the seed command "node server.js" ended with 2\n  no items',
    );
  });

  test('may fail where the last migration did not run', async () => {
    expect(await rowsOf(templateFor('before-last', seeded('process.exitCode = 2;'), parts), 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

test('migrations that never end are ended, and refuse the release', async () => {
  const made = release('console.log("migrated"); setInterval(() => {}, 1000);', { database: DATABASE });
  mkdirSync(join(made.folder, 'migrations'));
  const migrations = { folder: 'migrations', command: ['node', 'server.js'], skipWith: {}, table: 'applied' };
  await expect(templateFor('migrated', { ...made, migrations }, { ...parts, commandLimit: 5 })).rejects.toMatchObject({
    message: 'the migrations of the unbroken release did not end within 5 s\n  migrated',
    remedy: 'Let it end by itself: close its connections.',
  });
});
