import { describeError, EnvironmentError } from '../../model/errors.js';
import { LOCALSTACK_IMAGE_VARIABLE, LOCALSTACK_URL_VARIABLE } from '../../model/localstack.js';
import type { SocketAddress } from '../../services/socket-address.js';
import { findEngine, loadTestcontainers } from './engine.js';
import { labelsOf } from './labels.js';
import type { LocalStackImage, LocalStackPlace } from './localstack-container.js';
import { sweepContainers } from './sweep.js';

/** Ends the container, also while it starts. Safe to call twice. */
export type Discard = () => Promise<void>;

/**
 * Starts LocalStack in a container, after removing what dead runs have left. What was made of it is handed to `made`
 * before it starts.
 * @throws EnvironmentError when no engine answers, the image cannot be had or LocalStack does not come up; nothing of it is left then
 */
export async function startLocalStackContainer(
  plan: LocalStackImage,
  { runId, ...place }: Pick<LocalStackPlace, 'endpoint' | 'region'> & { readonly runId: string },
  made: (discard: Discard) => void,
): Promise<SocketAddress> {
  const engine = await findEngine();
  if (engine === undefined) {
    throw new EnvironmentError(
      `expected a container engine to start LocalStack from ${plan.image}, which the app needs (aws.localstack); none answers`,
      `Start dockerd, or set ${LOCALSTACK_URL_VARIABLE} to the address of a LocalStack that runs already.`,
    );
  }
  await Promise.all([loadTestcontainers(), sweepContainers()]);
  // It extends a class of testcontainers, so that it cannot be loaded before. By require: our own files are loaded so.
  const { RunLocalStack } = require('./localstack-container.js') as typeof import('./localstack-container.js');
  const container = new RunLocalStack(plan, {
    ...place,
    engine,
    name: `canarybed-${runId}-localstack`,
    labels: labelsOf(runId),
    authToken: process.env.LOCALSTACK_AUTH_TOKEN,
  });
  made(() => container.discard());
  try {
    const started = await container.start();
    return { host: started.getHost(), port: started.getPort() };
  } catch (error) {
    await container.discard();
    throw new EnvironmentError(
      [`LocalStack did not start from image ${plan.image}: ${describeError(error)}`, ...container.lines.slice(-10)].join('\n  '),
      `See the lines above; "docker pull ${plan.image}" must work here, or ${LOCALSTACK_IMAGE_VARIABLE} name an image that is there.`,
    );
  }
}
