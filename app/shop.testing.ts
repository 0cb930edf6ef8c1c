import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type pg from 'pg';
import { pino } from 'pino';
import supertest from 'supertest';
import type { Test } from 'supertest';
import { Stopping } from './boot/stopping.js';
import { loadSettings } from './config.js';
import type { Settings } from './config.js';
import { openPool } from './database/pool.js';
import type { Loggers } from './logging.js';
import type { TestPostgres } from './postgres.testing.js';
import { createShopApp } from './web/shop-app.js';

export const HOST = 'shop.example';
export const ENOUGH = { SECRET_KEY: 'a-key-for-the-tests', ALLOWED_HOSTS: HOST };
/** Nothing listens here. */
export const NO_DATABASE = 'postgres://shop:hidden-pw@127.0.0.1:1/shop';

export type Line = Record<string, unknown> & { log: 'shop' | 'health'; msg?: string };

/** Loggers that write to a list. */
export function loggersInto(lines: Line[]): Loggers {
  const write = (text: string): void => void lines.push(JSON.parse(text) as Line);
  const logger = (log: string) => pino({ level: 'trace', base: { log } }, { write });
  return { log: logger('shop'), healthLog: logger('health') };
}

/** Name of an asset once it is built: with the beginning of its hash. */
export function hashedName(name: string): string {
  const hash = createHash('sha256').update(readFileSync(join(__dirname, 'assets', name))).digest('hex').slice(0, 10);
  return name.replace(extname(name), `.${hash}${extname(name)}`);
}

/** A folder with the shop's views, migrations and assets, which a test may break. */
export function shopFolder(): string {
  const root = mkdtempSync(join(tmpdir(), 'shop-root-'));
  for (const name of ['views', 'migrations']) cpSync(join(__dirname, name), join(root, name), { recursive: true });
  mkdirSync(join(root, 'assets'));
  const manifest: Record<string, string> = {};
  for (const name of readdirSync(join(__dirname, 'assets'))) {
    const hashed = hashedName(name);
    cpSync(join(__dirname, 'assets', name), join(root, 'assets', hashed));
    manifest[name] = hashed;
  }
  writeFileSync(join(root, 'assets', 'manifest.json'), JSON.stringify(manifest));
  return root;
}

/** Makes databases with the shop's tables and stock, each a copy of the first. */
export class ShopDatabases {
  private made = 0;
  private constructor(
    private readonly postgres: TestPostgres,
    private readonly seed: string,
  ) {}

  static async on(postgres: TestPostgres): Promise<ShopDatabases> {
    await postgres.run('CREATE DATABASE shop_template');
    const folder = join(__dirname, 'migrations');
    const files = readdirSync(folder).sort();
    const migrations = files.map((file) => readFileSync(join(folder, file), 'utf8'));
    const names = files.map((file) => `('${file.replace('.sql', '')}', now())`);
    const table = 'CREATE TABLE pgmigrations (id serial PRIMARY KEY, name varchar(255) NOT NULL, run_on timestamp NOT NULL)';
    const seed = readFileSync(join(__dirname, 'seed.sql'), 'utf8');
    await postgres.run([...migrations, table, `INSERT INTO pgmigrations (name, run_on) VALUES ${names.join()}`, seed].join(';\n'), 'shop_template');
    return new ShopDatabases(postgres, seed);
  }

  /** Puts a database's rows back to what a new one has. */
  async refill(name: string): Promise<void> {
    await this.postgres.run(`TRUNCATE items, orders, reviews RESTART IDENTITY;${this.seed}`, name);
  }

  /** @returns its name */
  async make(): Promise<string> {
    const name = `shop_${(this.made += 1)}`;
    await this.postgres.run(`CREATE DATABASE ${name} TEMPLATE shop_template`);
    return name;
  }
}

/** A running shop on loopback, in this process. */
export class TestShop {
  readonly lines: Line[] = [];
  readonly stopping = new Stopping();
  readonly settings: Settings;
  readonly pool: pg.Pool;
  readonly server: Server;

  private constructor(readonly root: string, variables: Record<string, string>, hosts: readonly string[]) {
    this.settings = loadSettings({ ...ENOUGH, DATABASE_URL: NO_DATABASE, ...variables }, root);
    const { settings, stopping } = this;
    const logs = loggersInto(this.lines);
    this.pool = openPool(settings.database, logs.log);
    this.server = createServer(createShopApp({ settings, logs, pool: this.pool, stopping, hosts: [...settings.allowedHosts, ...hosts] }));
  }

  /** @param hosts names beside those of the settings */
  static async open(variables: Record<string, string> = {}, hosts: readonly string[] = []): Promise<TestShop> {
    const shop = new TestShop(shopFolder(), variables, hosts);
    shop.server.listen(0, '127.0.0.1');
    await once(shop.server, 'listening');
    return shop;
  }

  /** A request as the balancer forwards one that came by https. */
  request(method: 'get' | 'head' | 'post', path: string): Test {
    return supertest(this.server)[method](path).set('Host', HOST).set('X-Forwarded-Proto', 'https');
  }

  get(path: string): Test {
    return this.request('get', path);
  }

  breakFile(path: string, text?: string): void {
    if (text === undefined) rmSync(join(this.root, path));
    else writeFileSync(join(this.root, path), text);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    await this.pool.end();
    rmSync(this.root, { recursive: true, force: true });
  }
}
