import pg from 'pg';
import type { SocketAddress } from '../services/socket-address.js';
import { Databases, type ScenarioDatabase } from './databases.js';
import type { PostgresServer } from './port.js';
import { RunBench } from './run-bench.testing.js';

/** A real Postgres of a test file's own, with a template that has a table. */
export class DatabasesBench {
  #clients: pg.Client[] = [];

  private constructor(
    readonly bench: RunBench,
    readonly postgres: PostgresServer,
    readonly databases: Databases,
  ) {}

  static async open(): Promise<DatabasesBench> {
    const bench = new RunBench();
    try {
      const postgres = await bench.runtime.startPostgres();
      return new DatabasesBench(bench, postgres, new Databases(postgres));
    } catch (error) {
      await bench.close();
      throw error;
    }
  }

  /** A database of a scenario, with a table `items` of one row that belongs to the template's role. */
  async clone(): Promise<ScenarioDatabase> {
    const template = await this.databases.template('shop', async (database) => {
      const owner = await this.connectTo(database);
      await owner.query(`create table items (name text); insert into items values ('tea')`);
      await owner.end();
    });
    return this.databases.clone(template);
  }

  /** A session as the app has it. */
  async connectTo(database: ScenarioDatabase, address: SocketAddress = this.postgres.address): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: database.urlAt(address) });
    client.on('error', () => undefined);
    this.#clients.push(client);
    await client.connect();
    return client;
  }

  /** What an attempt of the app ends with: the number of rows, or the server's code. */
  async attempt(database: ScenarioDatabase, sql: string, address?: SocketAddress): Promise<number | string> {
    try {
      const client = await this.connectTo(database, address);
      return (await client.query(sql)).rowCount ?? 0;
    } catch (error) {
      return (error as { code?: string }).code ?? (error as Error).message;
    } finally {
      await this.closeClients();
    }
  }

  async closeClients(): Promise<void> {
    await Promise.all(this.#clients.splice(0).map((client) => client.end().catch(() => undefined)));
  }

  async close(): Promise<void> {
    await this.closeClients();
    await this.databases.close();
    await this.bench.close();
  }
}
