import { localStackPlan } from '../../model/localstack.js';
import type { Release } from '../../model/release.js';
import { buildReleases } from '../../runner/build-releases.js';
import { openTestbed } from '../../runner/open-testbed.js';
import { scenarioAws } from '../../runner/scenario-aws.js';
import type { Testbed } from '../../runner/testbed.js';
import { migrationFiles } from '../../runtime/carry-out/migrations.js';
import type { RuntimeChoice } from '../../runtime/choose-runtime.js';
import type { AuditInput } from '../settings.js';
import type { Subject } from '../subject.js';
import { bootOnce } from './boot-once.js';
import { linkDependencies } from './dependencies.js';
import { lookAt } from './look-at.js';
import { startedByNode } from './started-by-node.js';

export { learnedLines } from './learned-lines.js';

/**
 * Finds out what a release can be broken by: from its description and its files, and by booting it once, unbroken, in a
 * testbed of its own, which is closed whatever happens.
 * @param signal ends it; what it rejects with then is the signal's reason
 * @throws EnvironmentError with evidence when the release cannot be built, or does not pass its own health check
 * @throws ConfigError when the description names files that are not there
 */
export async function learn(input: AuditInput, choice: RuntimeChoice, signal: AbortSignal): Promise<Subject> {
  signal.throwIfAborted();
  const { release } = input;
  await buildReleases([release], choice.kind);
  signal.throwIfAborted();
  const localStack = localStackPlan([release], process.env);
  const testbed = await openTestbed(choice.kind, release.database !== undefined, localStack && scenarioAws(localStack, signal));
  const close = (): void => void testbed.close();
  signal.addEventListener('abort', close, { once: true });
  try {
    return await learnIn(testbed, input, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', close);
    await testbed.close();
  }
}

async function learnIn(testbed: Testbed, input: AuditInput, signal: AbortSignal): Promise<Subject> {
  const { release } = input;
  const dependencies = await linkDependencies(release, testbed.adapter.serviceHost);
  try {
    const linked: Release = { ...release, env: { ...release.env, ...dependencies.settings }, dependencies: [] };
    const booted = await bootOnce(testbed, linked, signal);
    const { healthAsks, reads, fixed, users, tables, ...looked } = await lookAt(booted, input, dependencies);
    await testbed.checkShared(release);
    const { database, dependencies: _described, port, ...others } = release;
    return {
      release: {
        ...others,
        users,
        port: { ...port, ...(fixed === undefined ? {} : { fixed }) },
        ...(database ? { database: { ...database, tables: tables.map(({ name }) => name) } } : {}),
        ...(dependencies.learned.length === 0 ? {} : { dependencies: dependencies.learned.map(({ setting, optional }) => ({ setting, optional })) }),
      },
      learned: {
        ...looked,
        tables,
        migrations: migrationFiles(release),
        dependencies: dependencies.learned,
        healthAsks,
        node: startedByNode(release.command) || (reads.node && !reads.python),
        leftOut: dependencies.leftOut,
      },
    };
  } finally {
    await dependencies.close();
  }
}
