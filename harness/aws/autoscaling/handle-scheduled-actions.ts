import { randomUUID } from 'node:crypto';
import { arnOf } from '../place.js';
import { QueryError } from '../wire/query-error.js';
import { changeableGroup, groupNamed, type AutoScalingHandlers, type AutoScalingInput, type AutoScalingService } from './auto-scaling-service.js';
import { invalid } from './invalid.js';
import type { ManagedGroup } from './managed-group.js';
import { faultOfName } from './name-rules.js';
import { paged } from './paging.js';
import type { StoredAction } from './stored-parts.js';

type Given = Omit<AutoScalingInput<'PutScheduledUpdateGroupAction'>, 'AutoScalingGroupName'>;

/** Scheduled actions, which are kept and read back; none is carried out. AWS: EC2 Auto Scaling API. */
export const scheduledActionHandlers = (service: AutoScalingService): AutoScalingHandlers => ({
  PutScheduledUpdateGroupAction: ({ AutoScalingGroupName, ...given }) => {
    put(service, changeableGroup(service, AutoScalingGroupName), given);
    return {};
  },

  BatchPutScheduledUpdateGroupAction: ({ AutoScalingGroupName, ScheduledUpdateGroupActions }) => {
    const group = changeableGroup(service, AutoScalingGroupName);
    const failed = ScheduledUpdateGroupActions.flatMap((given) => {
      const message = faultOf(() => put(service, group, given));
      return message === undefined ? [] : [{ ScheduledActionName: given.ScheduledActionName, ErrorCode: 'ValidationError', ErrorMessage: message }];
    });
    return { FailedScheduledUpdateGroupActions: failed };
  },

  DescribeScheduledActions: ({ AutoScalingGroupName, ScheduledActionNames: names = [], StartTime: from, EndTime: to, ...page }) => {
    const groups = AutoScalingGroupName ? [groupNamed(service, AutoScalingGroupName)] : service.groups.list();
    const all = groups.flatMap(({ stored }) => [...stored.scheduledActions.values()]);
    const asked = all.filter(({ ScheduledActionName }) => names.length === 0 || names.includes(ScheduledActionName)).filter(({ StartTime }) => !StartTime || ((!from || StartTime >= from) && (!to || StartTime <= to)));
    const { items, NextToken } = paged(service, asked, page);
    return { ScheduledUpdateGroupActions: items, NextToken };
  },

  DeleteScheduledAction: ({ AutoScalingGroupName, ScheduledActionName: name }) => {
    const { stored } = changeableGroup(service, AutoScalingGroupName);
    if (!stored.scheduledActions.delete(name)) throw invalid(missing(name));
    return {};
  },

  BatchDeleteScheduledAction: ({ AutoScalingGroupName, ScheduledActionNames }) => {
    const { stored } = changeableGroup(service, AutoScalingGroupName);
    const failed = ScheduledActionNames.filter((name) => !stored.scheduledActions.delete(name));
    return { FailedScheduledActions: failed.map((name) => ({ ScheduledActionName: name, ErrorCode: 'ValidationError', ErrorMessage: missing(name) })) };
  },
});

/** The text of what would be refused; undefined when the work was done. */
function faultOf(work: () => void): string | undefined {
  try {
    return void work();
  } catch (error) {
    if (error instanceof QueryError) return error.message;
    throw error;
  }
}

const missing = (name: string): string => `Scheduled action name not found - Scheduled action ${name} not found`;

function put({ core }: AutoScalingService, group: ManagedGroup, { Time, StartTime = Time, Recurrence, TimeZone, ...given }: Given): void {
  const { ScheduledActionName: name } = given;
  const fault = faultOfName('ScheduledActionName', name);
  if (fault !== undefined) throw invalid(fault);
  checkSizes(given);
  if (!StartTime && !Recurrence) throw invalid('Either StartTime or Recurrence must be specified');
  if (StartTime && given.EndTime && given.EndTime <= StartTime) throw invalid('EndTime must be later than StartTime');
  const before = group.stored.scheduledActions.get(name);
  const action: StoredAction = {
    ...given,
    AutoScalingGroupName: group.name,
    ScheduledActionARN: before?.ScheduledActionARN ?? arnOf(core.place, 'autoscaling', `scheduledUpdateGroupAction:${randomUUID()}:autoScalingGroupName/${group.name}:scheduledActionName/${name}`),
    ...(StartTime ? { StartTime, Time: StartTime } : {}),
    ...(Recurrence ? { Recurrence } : {}),
    ...(TimeZone ? { TimeZone } : {}),
  };
  group.stored.scheduledActions.set(name, action);
}

function checkSizes({ MinSize: min, MaxSize: max, DesiredCapacity: desired }: Given): void {
  if (min === undefined && max === undefined && desired === undefined) throw invalid('At least one of MinSize, MaxSize and DesiredCapacity must be specified');
  if (min !== undefined && max !== undefined && min > max) throw invalid(`Max bound, ${max}, must be greater than or equal to min bound, ${min}`);
}
