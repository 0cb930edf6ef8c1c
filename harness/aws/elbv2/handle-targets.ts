import { describeError } from '../../model/errors.js';
import { checkRange, invalid } from './refusal.js';
import type { TargetGroup } from './target-group.js';
import type { GivenTarget, Part } from './v2-types.js';

/** Targets and their health. AWS: Elastic Load Balancing v2 API; rules 24 and 25. */
export const targetHandlers: Part = (store) => ({
  RegisterTargets: ({ TargetGroupArn, Targets }) => {
    const group = store.group(TargetGroupArn);
    const targets = readTargets(group, Targets).map(({ id, port }) => ({ instance: store.runningInstance(id), port }));
    for (const { instance, port } of targets) group.register(instance, port);
    return {};
  },

  /** One that is not registered is no error. */
  DeregisterTargets: ({ TargetGroupArn, Targets }) => {
    const group = store.group(TargetGroupArn);
    for (const { id, port } of readTargets(group, Targets)) {
      void group.deregister(id, port).catch((error: unknown) => process.emitWarning(describeError(error)));
    }
    return {};
  },

  DescribeTargetHealth: ({ TargetGroupArn, Targets = [] }) => {
    const group = store.group(TargetGroupArn);
    const asked = Targets.length > 0 ? readTargets(group, Targets) : group.targets().map(({ instance, port }) => ({ id: instance.id, port }));
    return {
      TargetHealthDescriptions: asked.map(({ id, port }) => ({
        Target: { Id: id, Port: port },
        HealthCheckPort: String(group.healthCheck.port === 'traffic-port' ? port : group.healthCheck.port),
        TargetHealth: group.healthOf(id, port),
      })),
    };
  },
});

/** A target without a port is one at the group's own. */
function readTargets({ settings }: TargetGroup, targets: readonly GivenTarget[]): { readonly id: string; readonly port: number }[] {
  if (targets.length === 0) throw invalid('At least one target must be specified');
  return targets.map(({ Id, Port = settings.port }) => {
    if (!/^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(Id)) throw invalid(`Instance ID '${Id}' is not valid`);
    checkRange('targets.port', Port, 1, 65535);
    return { id: Id, port: Port };
  });
}
