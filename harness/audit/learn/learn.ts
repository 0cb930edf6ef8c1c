import type { Release } from '../../model/release.js';
import type { Testbed } from '../../runner/testbed.js';
import { migrationFiles } from '../../runtime/carry-out/migrations.js';
import { DEPENDENCY_FOLDERS } from '../../runtime/shared-dependencies.js';
import type { AuditTestbed } from '../audit-testbed.js';
import type { AuditInput, SeededInput } from '../settings.js';
import type { Subject } from '../subject.js';
import { bootOnce } from './boot-once.js';
import { linkDependencies, type LinkedDependencies } from './dependencies.js';
import { FileReads } from './file-reads.js';
import { leftOutMigrations } from './left-out-migrations.js';
import { lookAt, type LookedAt } from './look-at.js';
import { isPassedOn } from './read-late.js';
import { filesBelow, isTemplate, namedFiles } from './release-files.js';
import { startedByNode } from './started-by-node.js';
import { startMigrates } from './start-migrates.js';

export { learnedLines } from './learned-lines.js';

/**
 * Finds out what a release can be broken by: from its description and its files, and by booting it once, unbroken, in
 * the testbed of its audit, in which nothing of it is left running.
 * @param signal that of the testbed; what this rejects with once it is aborted is its reason
 * @throws EnvironmentError with evidence when the release cannot be built, or does not pass its own health check
 * @throws ConfigError when the description names files that are not there
 */
export async function learn(input: SeededInput, testbed: AuditTestbed, signal: AbortSignal): Promise<Subject> {
  signal.throwIfAborted();
  try {
    return await learnIn(await testbed.open(), input, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}

async function learnIn(testbed: Testbed, input: SeededInput, signal: AbortSignal): Promise<Subject> {
  const { release } = input;
  const dependencies = await linkDependencies(release, testbed.adapter.serviceHost);
  try {
    const linked: Release = { ...release, env: { ...release.env, ...dependencies.settings }, dependencies: [] };
    const { healthAsks, reads, fixed, users, tables, bootSeconds, leftOut = [], ...looked } = await lookOnce(testbed, linked, input, dependencies, signal);
    const start = await startMigrates(testbed, { ...linked, port: { ...linked.port, ...(fixed === undefined ? {} : { fixed }) } }, bootSeconds, signal);
    await testbed.checkShared(release);
    const { database, dependencies: _described, migrations, port, ...others } = release;
    const node = startedByNode(release.command) || (reads.node && !reads.python);
    return {
      release: {
        ...others,
        users,
        port: { ...port, ...(fixed === undefined ? {} : { fixed }) },
        ...(database ? { database: { ...database, tables: tables.map(({ name }) => name) } } : {}),
        ...(migrations ? { migrations: { ...migrations, ...(start === 'yes' ? { atStart: true } : {}) } } : {}),
        ...(dependencies.learned.length === 0 ? {} : { dependencies: dependencies.learned.map(({ setting, optional }) => ({ setting, optional })) }),
      },
      learned: {
        ...looked,
        tables,
        migrations: migrationFiles(release),
        dependencies: dependencies.learned,
        healthAsks,
        node,
        leftOut: [...leftOut, ...dependencies.leftOut, ...leftOutMigrations(release, migrationFiles(release), fixed !== undefined, start), ...(node ? [] : [OF_NODE_ALONE])],
        silent: dependencies.silent,
      },
    };
  } finally {
    await dependencies.close();
  }
}

/** A limit of addresses, the only one that every program can be given, is none of the memory that it uses. */
const OF_NODE_ALONE = 'it is not run by Node: not short of memory, since no limit here is one of what it uses, and no event loop blocked';

/** What is audited later must find nothing of it: not its port taken, nor its database in use. */
async function lookOnce(testbed: Testbed, release: Release, input: SeededInput, dependencies: LinkedDependencies, signal: AbortSignal): Promise<LookedAt> {
  const files = testbed.adapter.kind === 'embedded' ? new FileReads(watchedFiles(input)) : undefined;
  const byStart = new Set<string>();
  if (files) testbed.watchCopies((copy) => files.watch(copy));
  try {
    const booted = await bootOnce(testbed, release, signal, undefined, () => files?.look().forEach((file) => byStart.add(file)));
    try {
      return await lookAt(booted, input, dependencies, files && { files, byStart });
    } finally {
      await booted.stop();
    }
  } finally {
    testbed.watchCopies(undefined);
  }
}

/** What may turn out to be read late. Dependencies are linked from one copy to another: they must keep their times. */
function watchedFiles({ release: { folder }, templates = [] }: AuditInput): string[] {
  const files = [...namedFiles(folder, 'templates', templates), ...filesBelow(folder).filter((path) => isTemplate(path) || isPassedOn(path))];
  return [...new Set(files)].filter((path) => !path.split('/').some((name) => DEPENDENCY_FOLDERS.has(name)));
}
