import type { InstanceStatusSummary } from '@aws-sdk/client-ec2';
import type { Ec2Instance } from '../ec2-instance.js';
import { QueryError } from '../wire/query-error.js';
import type { Ec2Handlers, Ec2Service } from './ec2-service.js';
import { filtered, type FilterNames } from './filters.js';
import { chosen } from './ids.js';
import { changed, stateOf } from './instance-states.js';
import { paged } from './paging.js';

const STOPPED = ['stopping', 'stopped'];
const ENDED = ['shutting-down', 'terminated'];

/** Changes of what instances do. All of them are answered before they are done, as on AWS. AWS: EC2 API. */
export const instanceStateHandlers = (service: Ec2Service): Ec2Handlers => ({
  TerminateInstances: ({ InstanceIds }) => {
    const { core, records } = service;
    const asked = instancesAsked(service, InstanceIds);
    const kept = asked.find((instance) => records.of(instance).disableApiTermination);
    if (kept) throw new QueryError('OperationNotPermitted', `The instance '${kept.id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`);
    return { TerminatingInstances: asked.map((instance) => changed(instance, (one) => core.instances.terminate(one))) };
  },

  StopInstances: ({ InstanceIds }) => {
    const { core, records } = service;
    const asked = instancesAsked(service, InstanceIds);
    refuse(asked, ENDED, 'stopped');
    const kept = asked.find((instance) => records.of(instance).disableApiStop);
    if (kept) throw new QueryError('OperationNotPermitted', `The instance '${kept.id}' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.`);
    return { StoppingInstances: asked.map((instance) => changed(instance, (one) => core.instances.halt(one))) };
  },

  StartInstances: ({ InstanceIds }) => {
    const asked = instancesAsked(service, InstanceIds);
    refuse(asked, [...ENDED, 'stopping'], 'started');
    return { StartingInstances: asked.map((instance) => changed(instance, (one) => service.core.instances.start(one))) };
  },

  RebootInstances: ({ InstanceIds }) => {
    const { instances } = service.core;
    const asked = instancesAsked(service, InstanceIds);
    refuse(asked, [...ENDED, ...STOPPED], 'rebooted');
    for (const instance of asked) changed(instance, (one) => instances.reboot(one));
    return {};
  },

  DescribeInstanceStatus: ({ InstanceIds, Filters, IncludeAllInstances = false, ...page }) => {
    const asked = chosen('instance', InstanceIds, service.core.instances.list(), ({ id }) => id);
    const names: FilterNames<Ec2Instance> = {
      'availability-zone': ({ spec }) => spec.availabilityZone,
      'instance-state-code': ({ state }) => stateOf(state).Code,
      'instance-state-name': ({ state }) => state,
      'instance-status.status': (instance) => statusOf(instance).Status,
      'instance-status.reachability': (instance) => statusOf(instance).Details?.[0]?.Status,
      'system-status.status': (instance) => systemStatusOf(instance).Status,
      'system-status.reachability': (instance) => systemStatusOf(instance).Details?.[0]?.Status,
    };
    const told = asked.filter(({ state }) => IncludeAllInstances || state === 'running');
    const { items, NextToken } = paged(filtered(told, Filters, names), page);
    return {
      InstanceStatuses: items.map((instance) => ({
        InstanceId: instance.id,
        AvailabilityZone: instance.spec.availabilityZone,
        InstanceState: stateOf(instance.state),
        InstanceStatus: statusOf(instance),
        SystemStatus: systemStatusOf(instance),
        Events: [],
      })),
      NextToken,
    };
  },
});

function instancesAsked({ core }: Ec2Service, ids: readonly string[]): readonly Ec2Instance[] {
  if (ids.length === 0) throw new QueryError('MissingParameter', 'The request must contain the parameter InstanceId');
  return chosen('instance', ids, core.instances.list(), ({ id }) => id);
}

function refuse(instances: readonly Ec2Instance[], states: readonly string[], change: string): void {
  const wrong = instances.find(({ state }) => states.includes(state));
  if (wrong) throw new QueryError('IncorrectInstanceState', `The instance '${wrong.id}' is not in a state from which it can be ${change}.`);
}

/** AWS: Status checks: the instance's own is `impaired` when nothing answers in it, here when its process has died. */
const statusOf = (instance: Ec2Instance): InstanceStatusSummary => summary(instance, instance.gone ? 'impaired' : 'ok');

/** Of the machine that it stands on. */
const systemStatusOf = (instance: Ec2Instance): InstanceStatusSummary => summary(instance, 'ok');

function summary({ state }: Ec2Instance, running: 'ok' | 'impaired'): InstanceStatusSummary {
  if (state !== 'running') return { Status: 'not-applicable' };
  return { Status: running, Details: [{ Name: 'reachability', Status: running === 'ok' ? 'passed' : 'failed' }] };
}
