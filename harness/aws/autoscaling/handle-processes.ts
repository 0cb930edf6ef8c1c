import { GROUP_PROCESSES, type GroupProcess } from '../../fleet/group-settings.js';
import { changeableGroup, type AutoScalingHandlers, type AutoScalingService } from './auto-scaling-service.js';
import { GRANULARITY } from './describe-group.js';
import { invalid } from './invalid.js';

/** AWS: DescribeMetricCollectionTypes. */
const METRICS = [
  'GroupMinSize', 'GroupMaxSize', 'GroupDesiredCapacity', 'GroupInServiceInstances', 'GroupPendingInstances', 'GroupStandbyInstances',
  'GroupTerminatingInstances', 'GroupTotalInstances', 'GroupInServiceCapacity', 'GroupPendingCapacity', 'GroupStandbyCapacity',
  'GroupTerminatingCapacity', 'GroupTotalCapacity', 'WarmPoolDesiredCapacity', 'WarmPoolWarmedCapacity', 'WarmPoolPendingCapacity',
  'WarmPoolTerminatingCapacity', 'WarmPoolTotalCapacity', 'GroupAndWarmPoolDesiredCapacity', 'GroupAndWarmPoolTotalCapacity',
] as const;

/** Processes that a group leaves off, and metrics that are told to be collected. AWS: EC2 Auto Scaling API. */
export const processHandlers = (service: AutoScalingService): AutoScalingHandlers => ({
  SuspendProcesses: ({ AutoScalingGroupName, ScalingProcesses }) => {
    const group = changeableGroup(service, AutoScalingGroupName);
    const processes = processesNamed(ScalingProcesses);
    for (const process of processes) if (!group.suspendedAt.has(process)) group.suspendedAt.set(process, service.core.clock.now());
    group.fleet.suspend(...processes);
    return {};
  },

  ResumeProcesses: ({ AutoScalingGroupName, ScalingProcesses }) => {
    const group = changeableGroup(service, AutoScalingGroupName);
    const processes = processesNamed(ScalingProcesses);
    for (const process of processes) group.suspendedAt.delete(process);
    group.fleet.resume(...processes);
    return {};
  },

  DescribeScalingProcessTypes: () => ({ Processes: [...GROUP_PROCESSES].sort().map((ProcessName) => ({ ProcessName })) }),

  EnableMetricsCollection: ({ AutoScalingGroupName, Metrics, Granularity }) => {
    const group = changeableGroup(service, AutoScalingGroupName);
    if (Granularity !== GRANULARITY) throw invalid(`The only supported granularity is ${GRANULARITY}, found '${Granularity}'`);
    for (const metric of metricsNamed(Metrics)) group.stored.metrics.add(metric);
    return {};
  },

  DisableMetricsCollection: ({ AutoScalingGroupName, Metrics }) => {
    const group = changeableGroup(service, AutoScalingGroupName);
    for (const metric of metricsNamed(Metrics)) group.stored.metrics.delete(metric);
    return {};
  },

  DescribeMetricCollectionTypes: () => ({ Metrics: METRICS.map((Metric) => ({ Metric })), Granularities: [{ Granularity: GRANULARITY }] }),
});

/** All of them when none is named. */
function processesNamed(names: readonly string[] = []): readonly GroupProcess[] {
  const unknown = names.find((name) => !(GROUP_PROCESSES as readonly string[]).includes(name));
  if (unknown !== undefined) throw invalid(`Scaling process '${unknown}' is not valid. It must be one of ${GROUP_PROCESSES.join(', ')}`);
  return names.length === 0 ? GROUP_PROCESSES : (names as readonly GroupProcess[]);
}

function metricsNamed(names: readonly string[] = []): readonly string[] {
  const unknown = names.find((name) => !(METRICS as readonly string[]).includes(name));
  if (unknown !== undefined) throw invalid(`Metric '${unknown}' is not valid. It must be one of ${METRICS.join(', ')}`);
  return names.length === 0 ? METRICS : names;
}
