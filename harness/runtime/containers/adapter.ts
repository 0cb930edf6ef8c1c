import { EnvironmentError } from '../../model/errors.js';
import type { RuntimeAdapter } from '../port.js';
import { findEngine, loadTestcontainers } from './engine.js';
import { makeRunNetwork } from './run-network.js';
import { sweepContainers } from './sweep.js';
import type { RunOptions } from './containers-runtime.js';

/**
 * Opens the containers runtime for one run, after removing what dead runs have left.
 *
 * @throws EnvironmentError when no engine answers, or its networks cannot be used from here
 */
export async function openContainersRuntime(options: RunOptions): Promise<RuntimeAdapter> {
  const engine = await findEngine();
  if (engine === undefined) {
    throw new EnvironmentError('no container engine answers', 'Start dockerd or set CANARYBED_RUNTIME=embedded.');
  }
  await Promise.all([loadTestcontainers(), sweepContainers()]);
  // It extends classes of testcontainers, so that it cannot be loaded before. By require: our own files are loaded so.
  const { ContainersRuntime } = require('./containers-runtime.js') as typeof import('./containers-runtime.js');
  return new ContainersRuntime(engine, await makeRunNetwork(engine, options.runId), options);
}
