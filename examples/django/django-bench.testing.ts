import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TestPostgres } from '../../app/postgres.testing.js';
import { until } from '../../app/until.testing.js';
import { describeNeeding } from '../../harness/describe-needing.testing.js';
import { Machine } from './machine.testing.js';
import { PROGRAMS } from './programs.js';
import { DIST, PYTHON } from './release.testing.js';

/** Tests that need Debian's Django and what runs it: skipped by name without, failed when CANARYBED_REQUIRE_DJANGO=1. */
export function describeWithDjango(title: string, body: () => void): void {
  const missing = PROGRAMS.paths.filter((path) => !existsSync(path));
  describeNeeding(title, missing.length === 0 ? undefined : `no ${missing.join(', ')}`, 'CANARYBED_REQUIRE_DJANGO', body);
}

/** Names and values that any start needs, but for its database. */
export const ENOUGH = { SECRET_KEY: 'a-secret-of-the-tests', ALLOWED_HOSTS: 'shop.example.com,10.0.0.9' };

/** Boots at once: each starts a proxy and a server with two workers, whose first answers the health check's deadlines bound. */
const BOOTS = 2;

/** A database server with the shop's tables and stock, and the machines that were started on it. */
export class DjangoBench {
  private made = 0;
  private booting = 0;
  private readonly machines: Machine[] = [];
  private constructor(readonly postgres: TestPostgres) {}

  static build(): void {
    const built = spawnSync(join(__dirname, 'build.sh'), { encoding: 'utf8' });
    if (built.status !== 0) throw new Error(built.stderr);
  }

  static async open(): Promise<DjangoBench> {
    DjangoBench.build();
    const postgres = await TestPostgres.start();
    await postgres.run('CREATE DATABASE shop');
    const env = { ...ENOUGH, DATABASE_URL: postgres.url('shop') };
    await promisify(execFile)(PYTHON, ['-Es', 'manage.py', 'migrate', '--noinput'], { cwd: DIST, env });
    await postgres.run(readFileSync(join(DIST, 'seed.sql'), 'utf8'), 'shop');
    return new DjangoBench(postgres);
  }

  /** @returns the name of a database with tables and stock */
  async database(): Promise<string> {
    const name = `shop_${(this.made += 1)}`;
    await this.postgres.run(`CREATE DATABASE ${name} TEMPLATE shop`);
    return name;
  }

  /**
   * Boots the release with these settings beside those that it needs, on a database of its own; what is undefined is left
   * out. `change` is done to its folder before.
   */
  async boot(settings: NodeJS.ProcessEnv = {}, change?: (folder: string) => void): Promise<Machine> {
    await until(() => this.booting < BOOTS, 'the turn of a boot', 100);
    this.booting += 1;
    const url = 'DATABASE_URL' in settings ? settings.DATABASE_URL : this.postgres.url(await this.database());
    const machine = await Machine.boot({ ...ENOUGH, ...settings, DATABASE_URL: url }, change);
    this.machines.push(machine);
    void machine.booted().catch(() => undefined).finally(() => (this.booting -= 1));
    return machine;
  }

  async close(): Promise<void> {
    await Promise.all(this.machines.map((machine) => machine.end()));
    await this.postgres.stop();
  }
}
