import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EnvironmentError } from '../model/errors.js';
import type { Release } from '../model/release.js';
import { formatOf } from '../runtime/carry-out/migration-formats/format-of.js';
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
  const edits = withLastChanged(state, release, folder);
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

/** To be noted and not run, the last migration is emptied: how the runner notes it is then its own affair. */
function withLastChanged(state: SchemaState, release: Release, copy: string): FileEdit[] {
  const last = migrationFiles(release).at(-1);
  if (!release.migrations || last === undefined || state === 'migrated') return [];
  const path = join(release.migrations.folder, last);
  if (state === 'before-last') return [{ path, mode: 'remove', text: '' }];
  return [{ path, mode: 'replace', text: formatOf(release.migrations).emptied(readFileSync(join(copy, path), 'utf8')) }];
}

/** Where the last migration did not run, some of the seed's tables or columns may not be there yet; what can be given, is. */
async function seed(state: SchemaState, release: Release, database: ScenarioDatabase, { postgres }: TemplateParts): Promise<void> {
  const file = join(release.folder, release.database?.seed ?? '');
  const failures = await seedDatabase(database, postgres.address, file);
  const [first] = failures;
  if (state !== 'migrated' || first === undefined) return;
  throw new EnvironmentError(`the seed ${file} failed: ${first}`, 'Correct the seed, or leave it out.');
}
