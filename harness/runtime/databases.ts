import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import type { PostgresServer } from './port.js';
import type { SocketAddress } from '../services/socket-address.js';
import { statementsOf } from './sql-statements.js';

export interface ScenarioDatabase {
  readonly name: string;
  readonly role: string;
  readonly password: string;
  /** Connection URL for an app that reaches the server at this address. */
  urlAt(address: SocketAddress): string;
  /** Runs SQL in this database as superuser. */
  admin(sql: string): Promise<pg.QueryResult>;
  /** A superuser connection of its own in this database, for locks that must be held. */
  connect(): Promise<pg.Client>;
  /** Whether the server lets the role in with the password that the app was given. */
  acceptsPassword(): Promise<boolean>;
  drop(): Promise<void>;
}

/**
 * Databases of a run on one server: a template for each release and schema state, and clones with a role of their own, so that a
 * fault of one scenario's database or password touches no other.
 */
export class Databases {
  readonly #pool: pg.Pool;
  readonly #templates = new Map<string, Promise<string>>();
  /** CREATE DATABASE ... TEMPLATE refuses to run while another session uses the template. */
  #cloning: Promise<unknown> = Promise.resolve();
  #count = 0;
  /** One for all roles of the run, so that there is one secret to keep out of reports. */
  readonly #password = randomBytes(12).toString('hex');

  constructor(private readonly server: PostgresServer) {
    this.#pool = new pg.Pool({ connectionString: server.adminUrl, max: 4 });
    this.#pool.on('error', () => undefined);
  }

  /** Makes a template once for its name; `fill` migrates and seeds it as the role that will own the clones' tables. */
  template(name: string, fill: (database: ScenarioDatabase) => Promise<void>): Promise<string> {
    const known = this.#templates.get(name);
    if (known) return known;
    const made = this.#makeTemplate(name, fill);
    this.#templates.set(name, made);
    return made;
  }

  async #makeTemplate(name: string, fill: (database: ScenarioDatabase) => Promise<void>): Promise<string> {
    // Numbered: what is left of two names may be the same, and Postgres cuts a long one off.
    const readable = name.toLowerCase().replace(/[^a-z0-9]+/g, '_').slice(0, 30);
    const database = await this.#create(`template_${this.#templates.size + 1}_${readable}`, 'template1');
    await fill(database);
    return database.name;
  }

  /** Copies files, where there is a choice: writing the copy to the log costs four times as much. */
  get #strategy(): string {
    return Number.parseInt(this.server.version, 10) >= 15 ? ' strategy file_copy' : '';
  }

  /** A database of its own for one scenario, cloned from a template. */
  clone(template: string): Promise<ScenarioDatabase> {
    this.#count += 1;
    return this.#create(`scenario_${this.#count}`, template);
  }

  async #create(name: string, template: string): Promise<ScenarioDatabase> {
    const role = `${name}_app`;
    const password = this.#password;
    const creating = this.#cloning.then(async () => {
      // The template's tables belong to the template's role; as its member the new role may alter and drop them.
      const membership = template === 'template1' ? '' : ` in role ${template}_app`;
      await this.#pool.query(`create role ${role} login password '${password}'${membership}`);
      await this.#pool.query(`create database ${name} template ${template} owner ${role}${this.#strategy}`);
    });
    this.#cloning = creating.catch(() => undefined);
    await creating;
    return new ClonedDatabase(name, role, password, this.server, this.#pool);
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}

class ClonedDatabase implements ScenarioDatabase {
  #admin: pg.Client | undefined;

  constructor(
    readonly name: string,
    readonly role: string,
    readonly password: string,
    private readonly server: PostgresServer,
    private readonly pool: pg.Pool,
  ) {}

  urlAt({ host, port }: SocketAddress): string {
    return `postgres://${this.role}:${this.password}@${host}:${port}/${this.name}`;
  }

  async connect(): Promise<pg.Client> {
    const url = new URL(this.server.adminUrl);
    url.pathname = `/${this.name}`;
    const client = new pg.Client({ connectionString: url.toString() });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  async admin(sql: string): Promise<pg.QueryResult> {
    this.#admin ??= await this.connect();
    return this.#admin.query(sql);
  }

  async acceptsPassword(): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.urlAt(this.server.address) });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async #release(): Promise<void> {
    await this.#admin?.end();
    this.#admin = undefined;
  }

  async drop(): Promise<void> {
    await this.#release();
    await this.pool.query(`drop database if exists ${this.name} with (force)`);
    await this.pool.query(`drop role if exists ${this.role}`);
  }
}

/** Runs a seed file in a database as its own role, a statement at a time; returns what went wrong. */
export async function seedDatabase(database: ScenarioDatabase, address: SocketAddress, file: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: database.urlAt(address) });
  await client.connect();
  const failures: string[] = [];
  try {
    for (const statement of statementsOf(await readFile(file, 'utf8'))) {
      await client.query(statement).catch((error: Error) => failures.push(error.message));
    }
  } finally {
    await client.end();
  }
  return failures;
}
