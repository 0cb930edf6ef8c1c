import type { ServiceModules } from '../wire/services.js';
import { QueryError } from '../wire/query-error.js';
import { ConfigError } from '../../model/errors.js';
import type { RegionCore } from '../region-base.js';
import type { Ec2Instance } from '../ec2-instance.js';
import type { ClassicBalancer } from './classic-balancer.js';

/** What every group of handlers of this service works on. */
export interface ClassicService {
  readonly core: RegionCore;
  readonly sdk: ServiceModules['elb'];
  readonly balancers: Map<string, ClassicBalancer>;
}

/** @throws LoadBalancerNotFound; rule 6. */
export function balancerNamed({ balancers, sdk }: ClassicService, name: string): ClassicBalancer {
  const found = balancers.get(name);
  if (found) return found;
  throw new sdk.AccessPointNotFoundException({ message: `There is no ACTIVE Load Balancer named '${name}'`, $metadata: {} });
}

/** An instance that is there for a balancer. @throws InvalidInstance; rule 6. */
export function instanceNamed({ core, sdk }: ClassicService, id: string): Ec2Instance {
  const found = core.instances.find(id);
  if (found && found.standing !== 'terminated') return found;
  throw new sdk.InvalidEndPointException({ message: `Could not find EC2 instance ${id}.`, $metadata: {} });
}

/** What our own rules refuse is AWS's ValidationError, and their texts are AWS's where those are known. */
export function orValidationError<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ConfigError) throw invalid(error.message);
    throw error;
  }
}

export const invalid = (message: string): QueryError => new QueryError('ValidationError', message);
