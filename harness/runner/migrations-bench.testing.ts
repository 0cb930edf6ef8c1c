import { join } from 'node:path';
import type { Fault, MigrationFault } from '../model/fault.js';
import type { Release } from '../model/release.js';
import { planMigrations } from '../runtime/carry-out/migrations.js';
import type { ScenarioDatabase } from '../runtime/databases.js';
import { DatabasesBench } from '../runtime/databases.testing.js';
import { unprivileged } from '../runtime/embedded/identity.js';
import type { RunBench } from '../runtime/run-bench.testing.js';
import { onlyCopy, type WorkingCopy } from '../runtime/working-copies.js';
import { copyTree, editFiles, seenEdits } from '../runtime/working-copy.js';
import { templateFor } from './template.js';

/** How a canary's migrating on start ended, and what its database holds then. */
export interface Migrated {
  readonly code: number | null;
  readonly lines: readonly string[];
  /** What the runner noted, in the order of the names. */
  readonly applied: readonly string[];
  rows(sql: string): Promise<unknown[]>;
}

/** A release with migrations on a real Postgres: each canary migrates on start, in what its faults made of the schema. */
export class MigrationsBench {
  readonly #opened: ScenarioDatabase[] = [];
  #copies = 0;

  private constructor(
    private readonly bench: DatabasesBench,
    private readonly release: Release,
    private readonly notedNames: string,
  ) {}

  /** @param notedNames SQL for the names that the runner noted */
  static async open(describeRelease: (bench: RunBench) => Release, notedNames: string): Promise<MigrationsBench> {
    const bench = await DatabasesBench.open();
    return new MigrationsBench(bench, describeRelease(bench.bench), notedNames);
  }

  async migrate(...bodies: readonly Omit<MigrationFault, 'kind'>[]): Promise<Migrated> {
    const { release, bench: { bench, databases, postgres } } = this;
    const faults: Fault[] = bodies.map((body) => ({ kind: 'migration', ...body, summary: body.operator }));
    const { edits, schema } = planMigrations(release, faults);
    const parts = { adapter: bench.runtime, databases, postgres, copyOf: () => this.#copyOf(release) };
    const database = await databases.clone(await templateFor(schema, release, parts));
    this.#opened.push(database);
    const { folder } = await this.#copyOf(release);
    await editFiles(folder, edits);
    const command = release.migrations?.command ?? [];
    const spec = bench.specOf('', { command, folder, env: { ...release.env, DATABASE_URL: database.urlAt(postgres.address) } });
    const { code } = await (await bench.runtime.startProcess(spec)).exited;
    expect((await seenEdits(folder, edits)).every(({ live }) => live)).toBe(true);
    const rows = async (sql: string): Promise<unknown[]> => (await database.admin(sql)).rows as unknown[];
    const names = (await rows(`select name from (${this.notedNames}) noted order by name`)) as { name: string }[];
    return { code, lines: spec.lines, applied: names.map(({ name }) => name), rows };
  }

  async #copyOf({ folder }: Release): Promise<WorkingCopy> {
    const copy = join(this.bench.bench.run.makeFolder('copies'), String(this.#copies++));
    await copyTree(folder, copy, { linkDependencies: false, owner: unprivileged('app') });
    return onlyCopy(copy);
  }

  async close(): Promise<void> {
    await Promise.all(this.#opened.map((database) => database.drop()));
    await this.bench.close();
  }
}
