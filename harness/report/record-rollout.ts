import type { Traffic } from '../model/traffic.js';
import type { Bodies } from './bodies.js';
import { groupEventWords, instanceEventWords } from './event-words.js';
import type { ApiRecord, InstanceRecord, ProbeRecord, RolloutRecord, TransitionRecord, UserRecord } from './rollout-record.js';
import type { LineOf, ScenarioLines } from './scenario-lines.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

type Draft = { [K in 'probes' | 'transitions' | 'phases' | 'activities' | 'users' | 'otherKinds' | 'otherDecisions']: RolloutRecord[K][number][] } & {
  readonly instances: Map<string, Writable<InstanceRecord>>;
  readonly api: ApiRecord[];
  traffic?: Traffic;
  apiLeftOut?: number;
};

/** All that a journal has of the attempt of a scenario that counts; undefined where nothing booted. Pure but for the bodies noted. */
export function recordRollout({ lines, launched }: ScenarioLines, bodies: Bodies): RolloutRecord | undefined {
  const draft: Draft = { instances: new Map(), probes: [], transitions: [], phases: [], activities: [], users: [], otherKinds: [], otherDecisions: [], api: [] };
  for (const line of lines) take(draft, line, bodies);
  const { api, ...rest } = draft;
  const launch = lines[launched];
  if (launch === undefined && draft.instances.size === 0) return undefined;
  return {
    began: draft.phases.find(({ phase }) => phase === 'rollout')?.at ?? 0,
    env: launch?.type === 'rollout-started' ? launch.env : {},
    ...rest,
    ...(api.length > 0 ? { api } : {}),
    instances: [...draft.instances.values()],
  };
}

function take(draft: Draft, line: ScenarioLines['lines'][number], bodies: Bodies): void {
  switch (line.type) {
    case 'instance': {
      const instance = instanceOf(draft, line);
      instance.events.push({ at: line.at, event: line.event, sentence: instanceEventWords(line.event, line.detail) });
      return;
    }
    case 'log':
      keepLog(instanceOf(draft, line), line);
      return;
    case 'probe':
      draft.probes.push(probeOf(line, bodies));
      return;
    case 'transition':
      draft.transitions.push(transitionOf(line));
      return;
    case 'phase':
      draft.phases.push({ phase: line.phase, at: line.at });
      return;
    case 'group':
      draft.activities.push({ group: line.group, at: line.at, event: line.event, sentence: groupEventWords(line.event, line.detail) });
      return;
    case 'users':
      draft.users.push(...usersOf(line, bodies));
      return;
    case 'traffic':
      draft.traffic = trafficOf(line);
      return;
    case 'api':
      draft.api.push(apiOf(line));
      return;
    case 'api-left-out':
      draft.apiLeftOut = line.calls;
      return;
    case 'other-kinds':
      draft.otherKinds.push(...line.kinds.map((kind) => ({ instance: line.instance, ...kind })));
      return;
    case 'other-decisions':
      draft.otherDecisions.push(...line.kinds.map((kind) => ({ instance: line.instance, ...kind })));
      return;
    default:
  }
}

function instanceOf({ instances }: Draft, { instance: id, ...line }: LineOf<'instance'> | LineOf<'log'>): Writable<InstanceRecord> {
  const known = instances.get(id);
  if (known) return known;
  const side = 'side' in line ? line.side : undefined;
  const fresh: Writable<InstanceRecord> = { id, ...(side === undefined ? {} : { side }), events: [], log: [] };
  instances.set(id, fresh);
  return fresh;
}

function keepLog(instance: Writable<InstanceRecord>, { lines, written }: LineOf<'log'>): void {
  instance.log.push(...lines);
  if (written !== undefined) instance.written = written;
}

function probeOf({ instance, phase, at, tookMs, outcome, status, headers, requestHash, unsent, bodyHash, detail, projected }: LineOf<'probe'>, bodies: Bodies): ProbeRecord {
  for (const hash of [requestHash, bodyHash]) if (hash !== undefined) bodies.use(hash);
  return {
    instance, phase, at, tookMs, outcome,
    ...(requestHash === undefined ? {} : { request: requestHash }),
    ...(unsent === true ? { unsent } : {}),
    ...(status === undefined ? {} : { status }),
    ...(headers === undefined ? {} : { headers }),
    ...(bodyHash === undefined ? {} : { body: bodyHash }),
    detail,
    ...(projected === true ? { projected } : {}),
  };
}

const transitionOf = ({ instance, at, state, reasonCode, description }: LineOf<'transition'>): TransitionRecord => ({
  instance, at, state,
  ...(reasonCode === undefined ? {} : { reasonCode }),
  ...(description === undefined ? {} : { description }),
});

const trafficOf = ({ every, counts, errors, errorsLeftOut }: LineOf<'traffic'>): Traffic => ({ every, counts, errors, ...(errorsLeftOut === undefined ? {} : { errorsLeftOut }) });

const apiOf = ({ at, service, operation, outcome, tookMs }: LineOf<'api'>): ApiRecord => ({ at, service, operation, outcome, tookMs });

const usersOf = ({ instance, time, at, answers }: LineOf<'users'>, bodies: Bodies): UserRecord[] =>
  answers.map(({ body, shape: _shape, ...answer }) => {
    const hash = bodies.hashOf(body);
    return { instance, time, ...(at === undefined ? {} : { at }), ...answer, ...(hash === undefined ? {} : { body: hash }) };
  });
