import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandText } from '../model/command-text.js';
import { EnvironmentError } from '../model/errors.js';
import type { Release } from '../model/release.js';
import { wallTimer } from '../model/wall-clock.js';
import { formatOf } from '../runtime/carry-out/migration-formats/format-of.js';
import { migrationFiles, type SchemaState } from '../runtime/carry-out/migrations.js';
import { seedDatabase, type Databases, type ScenarioDatabase } from '../runtime/databases.js';
import type { PostgresServer, RunningProcess, RuntimeAdapter } from '../runtime/port.js';
import { remedyForRefusedWrite } from '../runtime/shared-dependencies.js';
import type { WorkingCopy } from '../runtime/working-copies.js';
import type { FileEdit } from '../runtime/working-copy.js';
import { fillByApp } from './fill-by-app.js';

export interface TemplateParts {
  readonly adapter: RuntimeAdapter;
  readonly databases: Databases;
  readonly postgres: PostgresServer;
  copyOf(release: Release): Promise<WorkingCopy>;
  /** Aborted when the run is stopped, so that nobody waits for a template any more; left out: never. */
  readonly signal?: AbortSignal;
  /** Wall seconds in which a command of the release must end; left out: 300. */
  readonly commandLimit?: number;
}

const COMMAND_LIMIT = 300;

/** How a command of the release failed, with its last lines. */
interface Failure {
  readonly text: string;
  readonly remedy: string | undefined;
}

/**
 * Name of the template database of a schema state, made on first use with the release's own migrations and data. Under
 * other settings it is another: an app may keep in its tables what it was given.
 */
export function templateFor(state: SchemaState, release: Release, parts: TemplateParts): Promise<string> {
  // Not the settings themselves, which hold secrets: a database is named by what comes first in this.
  const settings = createHash('sha256').update(JSON.stringify(Object.entries(release.env).sort())).digest('hex');
  return parts.databases.template(`${release.name}_${state}_${settings}`, async (database) => {
    if (state === 'empty') return;
    const { seedCommand, filledBy } = release.database ?? {};
    // The app would bring any other schema up to its own.
    const byApp = state === 'migrated' && filledBy === 'app';
    const tablesByApp = byApp && !release.migrations;
    if (release.migrations) await migrate(state, release, database, parts);
    if (release.database?.seed) await seed(state, release, database, parts);
    if (seedCommand && !tablesByApp) await seedByCommand(state, release, database, parts, seedCommand);
    if (byApp) await fillByApp(release, database, parts);
    if (seedCommand && tablesByApp) await seedByCommand(state, release, database, parts, seedCommand);
  });
}

async function migrate(state: SchemaState, release: Release, database: ScenarioDatabase, parts: TemplateParts): Promise<void> {
  const { migrations } = release;
  if (!migrations) return;
  const failure = await runCommand(`migrate-${state}`, migrations.command, release, database, parts, (folder) => withLastChanged(state, release, folder));
  if (failure === undefined) return;
  throw new EnvironmentError(
    `the migrations of the unbroken release ${failure.text}`,
    failure.remedy ?? 'A release whose migrations fail cannot be tested; see its lines above.',
  );
}

/** Runs a command of the release in a copy of it, on the database. */
async function runCommand(
  name: string,
  command: readonly string[],
  release: Release,
  database: ScenarioDatabase,
  { adapter, postgres, copyOf, commandLimit = COMMAND_LIMIT }: TemplateParts,
  editsFor: (folder: string) => readonly FileEdit[] = () => [],
): Promise<Failure | undefined> {
  const copy = await copyOf(release);
  const { folder } = copy;
  try {
    const edits = editsFor(folder);
    await copy.edit(edits);
    const lines: string[] = [];
    const running = await adapter.startProcess({
      name,
      command,
      env: { ...release.env, ...(release.database ? { [release.database.setting]: database.urlAt(postgres.address) } : {}) },
      folder,
      folderChanged: edits.length > 0 || release.image?.overlaid === true,
      extraFiles: [],
      ...(release.image ? { image: release.image } : {}),
      portSetting: release.port.setting,
      onLine: (line) => lines.push(line),
    });
    const endless = await endsLate(running, commandLimit);
    const { code, signal } = await running.exited;
    const told = [endless ? `did not end within ${commandLimit} s` : `ended with ${signal ?? code}`, ...lines.slice(-10)].join('\n  ');
    if (endless) return { text: told, remedy: 'Let it end by itself: close its connections.' };
    return code === 0 ? undefined : { text: told, remedy: remedyForRefusedWrite(told.split('\n'), release.folder) };
  } finally {
    await copy.remove();
  }
}

/** Waits for the end of a process, which is brought about after some wall seconds. @returns whether it had to be */
async function endsLate(running: RunningProcess, limit: number): Promise<boolean> {
  let late = false;
  const cancel = wallTimer(limit, () => {
    late = true;
    void running.kill('SIGKILL');
  });
  await running.exited;
  cancel();
  return late;
}

/** To be noted and not run, the last migration is emptied: how the runner notes it is then its own affair. */
function withLastChanged(state: SchemaState, release: Release, copy: string): FileEdit[] {
  const last = migrationFiles(release).at(-1);
  if (!release.migrations || last === undefined || state === 'migrated') return [];
  const path = join(release.migrations.folder, last);
  if (state === 'before-last') return [{ path, mode: 'remove', text: '' }];
  return [{ path, mode: 'replace', text: formatOf(release.migrations).writer?.emptied(readFileSync(join(copy, path), 'utf8')) ?? '' }];
}

/** Where the last migration did not run, some of the seed's tables or columns may not be there yet; what can be given, is. */
async function seed(state: SchemaState, release: Release, database: ScenarioDatabase, { postgres }: TemplateParts): Promise<void> {
  const file = join(release.folder, release.database?.seed ?? '');
  const failures = await seedDatabase(database, postgres.address, file);
  const [first] = failures;
  if (state !== 'migrated' || first === undefined) return;
  throw new EnvironmentError(`the seed ${file} failed: ${first}`, release.migrations ? 'Correct the seed, or leave it out.' : 'It is given before the app starts: describe the migrations that make its tables, or leave it out.');
}

async function seedByCommand(state: SchemaState, release: Release, database: ScenarioDatabase, parts: TemplateParts, command: readonly string[]): Promise<void> {
  const failure = await runCommand(`seed-${state}`, command, release, database, parts);
  if (state !== 'migrated' || failure === undefined) return;
  throw new EnvironmentError(`the seed command "${commandText(command)}" ${failure.text}`, failure.remedy ?? 'Correct it, or leave it out.');
}
