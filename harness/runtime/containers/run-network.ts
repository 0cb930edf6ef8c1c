import { EnvironmentError } from '../../model/errors.js';
import type { Engine } from './engine.js';
import { labelsOf } from './labels.js';
import { isOwnAddress } from './own-address.js';

export interface RunNetwork {
  readonly name: string;
  /** This machine's address in the network: where our services listen, and where containers reach them. */
  readonly gateway: string;
}

/**
 * Makes the network of a run.
 *
 * @throws EnvironmentError when the engine has no free subnet, or its networks are not this machine's
 */
export async function makeRunNetwork(engine: Engine, runId: string): Promise<RunNetwork> {
  const name = `canarybed-${runId}`;
  const network = await engine.network
    .create({ Name: name, Driver: 'bridge', CheckDuplicate: true, Labels: labelsOf(runId) })
    .catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new EnvironmentError(`the network ${name} could not be made: ${why}`, 'Remove unused networks: docker network prune');
    });
  const gateway = await gatewayOf(engine, network.id);
  if (gateway !== undefined && (await isOwnAddress(gateway))) return { name, gateway };
  await network.remove();
  throw new EnvironmentError(
    `the gateway ${gateway ?? '(none)'} of the run's network is not an address of this machine`,
    'Use a container engine on this Linux machine, with IPv4, or set CANARYBED_RUNTIME=embedded.',
  );
}

async function gatewayOf(engine: Engine, id: string): Promise<string | undefined> {
  const found = (await engine.network.getById(id).inspect()) as { IPAM?: { Config?: { Gateway?: string }[] } };
  return found.IPAM?.Config?.map(({ Gateway }) => Gateway).find((address) => address?.includes('.'));
}
