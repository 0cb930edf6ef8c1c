import { catalogueOf } from '../aws/machine.js';
import { openCore } from '../aws/region-base.js';
import { LOCALSTACK_ACCOUNT } from '../aws/place.js';
import { stsHandlers } from '../aws/sts/sts-handlers.js';
import { createDoor } from '../aws/wire/router.js';
import type { LocalStackPlan } from '../model/localstack.js';
import { LocalStack } from '../runtime/localstack.js';
import { openAwsEndpoint, type OpenAwsEndpoint } from './aws-endpoint.js';

/** The region of which the metadata service of a scenario's instances tells, unless Terraform launched them. */
const REGION = 'eu-central-1';

/**
 * AWS for the apps of scenarios: LocalStack, and STS of ours. No region of ours is behind it, not even that in which Terraform
 * rolls a scenario out, since one endpoint serves all scenarios of a run: balancing, Auto Scaling and EC2 refuse every operation
 * as one that is not offered, instead of pretending that there is nothing.
 * @param signal ends LocalStack also while it starts, which may take minutes
 */
export const scenarioAws =
  (plan: LocalStackPlan, signal: AbortSignal): OpenAwsEndpoint =>
  async ({ host, runId }) => {
    const core = openCore({
      place: { region: REGION, account: LOCALSTACK_ACCOUNT },
      images: catalogueOf([]),
      launch: () => Promise.reject(new Error('nothing is launched in a scenario')),
      doubts: { neverHealthy: 'keep', healthCheckPeriod: 1 },
    });
    const localStack = new LocalStack(plan);
    const endpoint = await openAwsEndpoint({ host, door: createDoor({ sts: () => stsHandlers(core) }, { region: REGION }), others: localStack, region: REGION });
    const stop = (): void => void localStack.close().catch(() => undefined);
    const close = async (): Promise<void> => {
      signal.removeEventListener('abort', stop);
      core.clock.stop();
      await Promise.all([endpoint.close(), localStack.close()]);
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    try {
      await localStack.start({ runId, endpoint: endpoint.address, region: REGION });
      return { settings: endpoint.settings, close };
    } catch (error) {
      await close();
      throw error;
    }
  };
