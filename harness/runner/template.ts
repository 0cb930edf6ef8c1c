import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EnvironmentError } from '../model/errors.js';
import type { Release } from '../model/release.js';
import { migrationFiles, type SchemaState } from '../runtime/carry-out/migrations.js';
import { seedDatabase, type Databases, type ScenarioDatabase } from '../runtime/databases.js';
import type { PostgresServer, RuntimeAdapter } from '../runtime/port.js';
import { editFiles, type FileEdit } from '../runtime/working-copy.js';

export interface TemplateParts {
  readonly adapter: RuntimeAdapter;
  readonly databases: Databases;
  readonly postgres: PostgresServer;
  copyOf(release: Release): Promise<string>;
}

/** Name of the template database of a schema state, made on first use with the release's own migrations and seed. */
export function templateFor(state: SchemaState, release: Release, parts: TemplateParts): Promise<string> {
  return parts.databases.template(`${release.name}_${state}`, async (database) => {
    if (state === 'empty') return;
    if (release.migrations) await migrate(state, release, database, parts);
    if (release.database?.seed) await seed(state, release, database, parts);
  });
}

async function migrate(state: SchemaState, release: Release, database: ScenarioDatabase, { adapter, postgres, copyOf }: TemplateParts): Promise<void> {
  const { migrations, database: described } = release;
  if (!migrations || !described) return;
  const folder = await copyOf(release);
  const edits = withoutLast(state, release, migrations.folder);
  await editFiles(folder, edits);
  const lines: string[] = [];
  const running = await adapter.startProcess({
    name: `migrate-${state}`,
    command: migrations.command,
    env: { ...release.env, [described.setting]: database.urlAt(postgres.address) },
    folder,
    folderChanged: edits.length > 0 || release.image?.overlaid === true,
    extraFiles: [],
    ...(release.image ? { image: release.image } : {}),
    portSetting: release.port.setting,
    onLine: (line) => lines.push(line),
  });
  const { code, signal } = await running.exited;
  await rm(folder, { recursive: true, force: true });
  if (code === 0) return;
  throw new EnvironmentError(
    `the migrations of the unbroken release ended with ${signal ?? code}\n  ${lines.slice(-10).join('\n  ')}`,
    'A release whose migrations fail cannot be tested; see its lines above.',
  );
}

const withoutLast = (state: SchemaState, release: Release, folder: string): FileEdit[] => {
  const last = migrationFiles(release).at(-1);
  return state === 'before-last' && last ? [{ path: join(folder, last), mode: 'remove', text: '' }] : [];
};

/** Before the last migration some of the seed's tables or columns may not be there yet; what can be given, is. */
async function seed(state: SchemaState, release: Release, database: ScenarioDatabase, { postgres }: TemplateParts): Promise<void> {
  const file = join(release.folder, release.database?.seed ?? '');
  const failures = await seedDatabase(database, postgres.address, file);
  const [first] = failures;
  if (state !== 'migrated' || first === undefined) return;
  throw new EnvironmentError(`the seed ${file} failed: ${first}`, 'Correct the seed, or leave it out.');
}
