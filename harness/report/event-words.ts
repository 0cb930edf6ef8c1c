/** A fact within what the journal has of an event, whose shape is its writer's. */
const fact = (detail: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((value, name) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined), detail);

const word = (value: unknown, otherwise = '?'): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : otherwise);

const seconds = (value: unknown): string => (typeof value === 'number' ? `${value.toFixed(1)} s` : 'some time');

/** What happened to an instance, in words. Pure. */
export function instanceEventWords(event: string, detail: unknown): string {
  switch (event) {
    case 'starting':
      return `its process ${word(fact(detail, 'process'))} starts`;
    case 'listening':
      return `its port is open after ${seconds(fact(detail, 'seconds'))}`;
    case 'boot-limit':
      return `still booting after ${seconds(fact(detail, 'seconds'))}`;
    case 'exited':
      return fact(detail, 'stopped') === true ? 'it was ended from outside, by its group or with the rollout: no crash' : exitWords(fact(detail, 'exit'));
    case 'respawning':
      return `it is started again, for the ${word(fact(detail, 'times'))}. time`;
    case 'respawn-stopped':
      return 'it is not started again any more';
    case 'fault-struck':
      return [fact(detail, 'fault'), fact(detail, 'detail')].filter((part) => typeof part === 'string' && part !== '').join(': ');
    case 'fault-ended':
      return `over: ${word(fact(detail, 'fault'))}`;
    default:
      return event;
  }
}

function exitWords(exit: unknown): string {
  const signal = fact(exit, 'signal');
  return typeof signal === 'string' ? `its process was ended by ${signal}` : `its process ended with exit code ${word(fact(exit, 'code'))}`;
}

/** What an Auto Scaling group did, in words. Pure. */
export function groupEventWords(event: string, detail: unknown): string {
  const of = (...path: readonly string[]): string => word(fact(detail, ...path));
  switch (event) {
    case 'lifecycle': {
      const from = fact(detail, 'from');
      return `${of('id')} is ${of('to')}${typeof from === 'string' ? `, was ${from}` : ''}`;
    }
    case 'health': {
      const cause = fact(detail, 'cause');
      return `${of('id')} counts as ${of('status')}${typeof cause === 'string' ? ` (${cause})` : ''}`;
    }
    case 'attachment':
      return `balancer ${of('balancer')}: ${of('state')}`;
    case 'activity-started':
    case 'activity-ended':
      return activityWords(fact(detail, 'activity'));
    case 'refresh': {
      const reason = fact(detail, 'refresh', 'statusReason');
      return `instance refresh: ${of('refresh', 'status')}${typeof reason === 'string' ? `, ${reason}` : ''}`;
    }
    default:
      return event;
  }
}

function activityWords(activity: unknown): string {
  const causes = fact(activity, 'cause');
  const cause = Array.isArray(causes) ? fact(causes.at(-1), 'text') : undefined;
  const id = fact(activity, 'instanceId');
  const message = fact(activity, 'statusMessage');
  return [
    `${word(fact(activity, 'kind'))}${typeof id === 'string' ? ` of ${id}` : ''}: ${word(fact(activity, 'status'))}`,
    ...[cause, message].filter((part) => typeof part === 'string'),
  ].join('; ');
}
