import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { PostgresServer } from '../port.js';
import { RunBench, standingIn, until } from '../run-bench.testing.js';
import { unprivileged } from './identity.js';

describe('a server of a run', () => {
  let bench: RunBench;
  let server: PostgresServer;
  beforeAll(async () => {
    bench = new RunBench();
    server = await bench.runtime.startPostgres();
  });
  afterAll(() => bench?.close());

  const connect = async (url: string): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };

  test('answers to its superuser, and says its version', async () => {
    const client = await connect(server.adminUrl);
    const { rows } = await client.query('select usesuper, version() from pg_user where usename = current_user');
    await client.end();
    expect(rows).toEqual([{ usesuper: true, version: expect.stringContaining(`PostgreSQL ${server.version}`) }]);
  });

  test('asks for the password, and its file is gone', async () => {
    const url = new URL(server.adminUrl);
    url.password = 'guess';
    await expect(connect(url.toString())).rejects.toMatchObject({ code: '28P01' });
    url.password = '';
    await expect(connect(url.toString())).rejects.toThrow(/password/);
    expect(readdirSync(bench.run.dataPath).sort()).toEqual(['cluster', 'owner']);
  });

  test('listens on loopback alone, and lies where only its own user may look', async () => {
    const client = await connect(server.adminUrl);
    const { rows } = await client.query(`select name, setting from pg_settings where name in ('listen_addresses', 'unix_socket_directories') order by 1`);
    await client.end();
    expect(rows).toEqual([{ name: 'listen_addresses', setting: '127.0.0.1' }, { name: 'unix_socket_directories', setting: '' }]);
    const { mode, uid } = statSync(join(bench.run.dataPath, 'cluster'));
    expect([mode & 0o077, uid]).toEqual([0, unprivileged('postgres')?.uid ?? process.getuid?.()]);
  });

  test('is ended with the run, with everything that worked for it, in the middle of its work', async () => {
    const folder = join(bench.run.dataPath, 'cluster');
    const client = await connect(server.adminUrl);
    const watcher = await connect(server.adminUrl);
    const working = client.query('create table t as select i, repeat(md5(i::text), 20) from generate_series(1, 100000000) i').catch((error: Error) => error);
    const writes = async (): Promise<boolean> => (await watcher.query(`select 1 from pg_stat_activity where query like 'create table t%' and state = 'active' and pid <> pg_backend_pid()`)).rowCount === 1;
    await until('it works', writes);
    await bench.runtime.close();
    expect(await working).toBeInstanceOf(Error);
    await until('all of it is gone', () => standingIn(folder).length === 0);
    await expect(connect(server.adminUrl)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(existsSync(bench.run.dataPath)).toBe(false);
  });
});

test('a server whose folder cannot be made is an error, and the run can still be removed', async () => {
  const bench = new RunBench();
  writeFileSync(join(bench.run.dataPath, 'cluster'), 'in the way');
  await expect(bench.runtime.startPostgres()).rejects.toThrow(/EEXIST/);
  await bench.close();
  expect(existsSync(bench.run.dataPath)).toBe(false);
});
