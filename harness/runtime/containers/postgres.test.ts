import pg from 'pg';
import type { PostgresServer, RuntimeAdapter } from '../port.js';
import { newRunId } from '../run-folder.js';
import { openContainersRuntime } from './adapter.js';
import { APP_IMAGE, describeWithContainers, POSTGRES_IMAGE, removeFolders, specOf } from './engine.testing.js';

describeWithContainers('Postgres in a container', () => {
  let runtime: RuntimeAdapter;
  let server: PostgresServer;
  beforeAll(async () => {
    runtime = await openContainersRuntime({ runId: newRunId(), postgresImage: POSTGRES_IMAGE });
    server = await runtime.startPostgres();
  });
  afterAll(async () => {
    await runtime?.close();
    removeFolders();
  });

  const query = async (url: string, sql: string): Promise<unknown[]> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(sql)).rows as unknown[];
    } finally {
      await client.end();
    }
  };

  test('lets the superuser in', async () => {
    const rows = await query(server.adminUrl, `select current_user, (select rolsuper from pg_roles where rolname = current_user) as super`);
    expect(rows).toEqual([{ current_user: 'postgres', super: true }]);
    expect(server.version).toMatch(/^\d+/);
    const { hostname, port } = new URL(server.adminUrl);
    expect({ host: hostname, port: Number(port) }).toEqual(server.address);
  });

  test.each(['wrong', ''])('refuses the password %p', async (password) => {
    const url = new URL(server.adminUrl);
    url.password = password;
    await expect(query(url.toString(), 'select 1')).rejects.toThrow(/password/);
  });

  test('keeps passwords as scram-sha-256 and trusts nobody', async () => {
    const rows = await query(server.adminUrl, `select distinct auth_method from pg_hba_file_rules`);
    expect(rows).toEqual([{ auth_method: 'scram-sha-256' }]);
    expect(await query(server.adminUrl, 'show password_encryption')).toEqual([{ password_encryption: 'scram-sha-256' }]);
  });

  test('can be reached by an app', async () => {
    const { host, port } = server.address;
    const script = `require('node:net').connect(${port}, '${host}', () => { console.log('connected'); process.exit(); });`;
    const spec = specOf('client', script);
    await (await runtime.startProcess(spec)).exited;
    expect(spec.lines).toEqual(['connected']);
  });

  test('that does not start says why', async () => {
    const other = await openContainersRuntime({ runId: newRunId(), postgresImage: APP_IMAGE });
    try {
      await expect(other.startPostgres()).rejects.toThrow(/the container has ended[^]*exec postgres failed/);
    } finally {
      await other.close();
    }
  });
});
