import type { RuntimeKind } from '../model/scenario.js';
import { openContainersRuntime } from '../runtime/containers/adapter.js';
import { Databases } from '../runtime/databases.js';
import { EmbeddedRuntime } from '../runtime/embedded/adapter.js';
import { unprivileged } from '../runtime/embedded/identity.js';
import { POSTGRES_IMAGE } from '../runtime/choose-runtime.js';
import type { RuntimeAdapter } from '../runtime/port.js';
import { newRunId, RunFolder } from '../runtime/run-folder.js';
import { sweepLeftovers } from '../runtime/sweep.js';
import type { AwsEndpoint, OpenAwsEndpoint } from './aws-endpoint.js';
import { Testbed } from './testbed.js';

/** Removes what dead runs left behind, then opens a runtime with one Postgres for the run, and AWS where its apps use it. */
export async function openTestbed(kind: RuntimeKind, needsPostgres: boolean, openAws?: OpenAwsEndpoint): Promise<Testbed> {
  sweepLeftovers();
  const runId = newRunId();
  const run = new RunFolder(runId);
  let adapter: RuntimeAdapter | undefined;
  let aws: AwsEndpoint | undefined;
  try {
    adapter = await openAdapter(kind, run, runId);
    aws = await openAws?.({ host: adapter.serviceHost, runId });
    const postgres = needsPostgres ? await adapter.startPostgres() : undefined;
    const databases = postgres ? new Databases(postgres) : undefined;
    return new Testbed(adapter, run, postgres, databases, unprivileged('app'), aws);
  } catch (error) {
    await aws?.close();
    await adapter?.close();
    run.remove();
    throw error;
  }
}

function openAdapter(kind: RuntimeKind, run: RunFolder, runId: string): Promise<RuntimeAdapter> {
  if (kind === 'embedded') return Promise.resolve(new EmbeddedRuntime(run));
  return openContainersRuntime({ runId, postgresImage: POSTGRES_IMAGE });
}
