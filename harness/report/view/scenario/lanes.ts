import type { ScenarioResult } from '../../results.js';
import type { ActivityRecord, InstanceRecord, RolloutRecord } from '../../rollout-record.js';
import { counted } from '../words.js';
import { apiMoments, trafficMoments, type AskedMoment } from './driven-lanes.js';
import { faultLanes, type FaultLane } from './fault-lanes.js';
import { healthBands, type Band, type Health } from './health-bands.js';
import { lifecycleBars, type Life } from './lifecycle-bars.js';
import { pollRows, pollSentence, type PollRow } from './poll-rows.js';
import { secondsText, windowAround, type TimeWindow } from './time-window.js';
import { hurtOf, userMoments, type UserMoment } from './user-answers.js';

/** Something that happened at a second, and how it is told. */
export interface Happening {
  readonly at: number;
  readonly sentence: string;
}

interface Place {
  readonly key: string;
  readonly label: string;
  /** Pixels from the top. */
  readonly y: number;
  readonly height: number;
}

/** A lane of the timeline from the top to the bottom. */
export type Lane = Place &
  (
    | { readonly kind: 'phases'; readonly bands: readonly Band<string>[] }
    | { readonly kind: 'faults'; readonly bands: readonly Band<string>[] }
    | { readonly kind: 'asked'; readonly moments: readonly AskedMoment[] }
    | { readonly kind: 'group'; readonly activities: readonly (Happening & { readonly event: string })[] }
    | {
        readonly kind: 'instance';
        readonly instance: string;
        readonly life: readonly Band<Life>[];
        readonly health: readonly Band<Health>[];
        readonly polls: readonly PollRow[];
        readonly users: readonly (UserMoment & { readonly hurt: boolean })[];
      }
  );

/** A rollout as it is drawn. */
export interface TimelinePlan {
  readonly lanes: readonly Lane[];
  readonly height: number;
  readonly whole: TimeWindow;
  /** Second at which the verdict was there, and in words. */
  readonly verdict?: Happening;
  readonly polls: readonly PollRow[];
  /** All that can be pointed at, by time. */
  readonly happenings: readonly Happening[];
}

/** Heights in pixels; an instance has its bar, its band, its checks and its users below each other. */
export const HEIGHTS = { phases: 20, faults: 20, group: 20, asked: 20, instance: 74, gap: 6 } as const;

type Unplaced = Lane extends infer L ? (L extends Lane ? Omit<L, keyof Place> & Pick<Place, 'key' | 'label'> : never) : never;

/** What of a scenario is drawn beside its rollout. */
export type Drawn = Partial<Pick<ScenarioResult, 'verdict' | 'numbers' | 'hurt' | 'faults' | 'oldFaults' | 'evidence'>>;

/** The lanes of a rollout, and all that happened in it. Pure. */
export function timelinePlan(scenario: Drawn, rollout: RolloutRecord): TimelinePlan {
  const polls = pollRows(rollout, scenario.numbers);
  const verdict = verdictOf(scenario, rollout);
  const moments = userMoments(rollout, scenario.verdict?.at);
  let [since, until] = [0, verdict?.at ?? 0];
  for (const at of seconds(rollout, polls)) [since, until] = [Math.min(since, at), Math.max(until, at)];
  const groups = [...new Set(rollout.activities.map(({ group }) => group))];
  const lanes: Unplaced[] = [
    { kind: 'phases', key: 'phases', label: 'rollout', bands: phaseBands(rollout, verdict, { since, until }) },
    ...faultLanes(scenario, rollout.instances, until).map(faultLaneOf),
    ...askedLanes(rollout),
    ...groups.map((group) => groupLane(group, rollout.activities)),
    ...rollout.instances.map((instance) => instanceLane(instance, { rollout, polls, moments, until, hurt: scenario.hurt ?? [] })),
  ];
  let y = 0;
  const placed = lanes.map((lane): Lane => {
    const at = y;
    y += HEIGHTS[lane.kind] + HEIGHTS.gap;
    return { ...lane, y: at, height: HEIGHTS[lane.kind] };
  });
  return {
    lanes: placed,
    height: y,
    whole: windowAround([since, until]),
    ...(verdict ? { verdict } : {}),
    polls,
    happenings: happeningsIn(placed, polls, verdict),
  };
}

const verdictOf = ({ verdict }: Drawn, { began }: RolloutRecord): Happening | undefined =>
  verdict && { at: began + verdict.at, sentence: `Verdict at ${secondsText(began + verdict.at)}: ${verdict.verdict}, ${verdict.comparison}` };

function* seconds({ instances, transitions, phases, activities, traffic, api = [] }: RolloutRecord, polls: readonly PollRow[]): Generator<number> {
  for (const { at } of polls) yield at;
  for (const list of [transitions, phases, activities, traffic?.counts ?? [], api, ...instances.map(({ events }) => events)]) for (const { at } of list) yield at;
}

const PHASES: Readonly<Record<string, string>> = {
  before: 'before: the old fleet alone',
  rollout: 'rollout: the canary is judged',
  accepted: 'accepted: it takes over',
  rejected: 'rejected: what was there stays',
  watch: 'watch: whether the verdict holds',
};

/** Until the verdict the canary is judged; then both fleets are still looked at. */
function phaseBands({ phases }: RolloutRecord, verdict: Happening | undefined, { since, until }: { readonly since: number; readonly until: number }): Band<string>[] {
  const starts = [...(phases.length > 0 ? [{ phase: 'before', at: since }] : []), ...(phases.length > 0 ? phases : alone(verdict))];
  return starts
    .map(({ phase, at }, index) => {
      const to = starts[index + 1]?.at ?? until;
      return { from: at, to, state: phase, sentence: PHASES[phase] ?? phase };
    })
    .filter(({ from, to }) => to > from);
}

const alone = (verdict: Happening | undefined): RolloutRecord['phases'] => [{ phase: 'rollout', at: 0 }, ...(verdict ? [{ phase: 'watch', at: verdict.at }] : [])];

/** Users at the balancer, and whoever asked AWS's APIs, where there were any. */
function askedLanes({ traffic, api = [] }: RolloutRecord): Unplaced[] {
  const lanes = [['users at balancer', trafficMoments(traffic)], ['AWS API', apiMoments(api)]] as const;
  return lanes.flatMap(([label, moments]) => (moments.length > 0 ? [{ kind: 'asked' as const, key: label, label, moments }] : []));
}

const faultLaneOf = ({ fault, side, bands }: FaultLane): Unplaced => ({ kind: 'faults', key: `${side ?? ''} fault ${fault}`.trim(), label: side === undefined ? 'fault' : 'fault of old fleet', bands });

const groupLane = (group: string, activities: readonly ActivityRecord[]): Unplaced => ({
  kind: 'group', key: `group ${group}`, label: `${group} group`,
  activities: activities.filter((activity) => activity.group === group).map(({ at, event, sentence }) => ({ at, event, sentence: `${group} group at ${secondsText(at)}: ${sentence}` })),
});

interface Context {
  readonly rollout: RolloutRecord;
  readonly polls: readonly PollRow[];
  readonly moments: readonly UserMoment[];
  readonly until: number;
  readonly hurt: readonly string[];
}

function instanceLane({ id, side, events }: InstanceRecord, { rollout, polls, moments, until, hurt }: Context): Unplaced {
  const isHurt = ({ answers }: UserMoment): boolean => answers.some((answer) => hurtOf(answer, hurt) !== undefined);
  const goneAt = rollout.activities.find(({ sentence }) => sentence.startsWith(`${id} is Terminated`))?.at;
  return {
    kind: 'instance', key: id, label: side === undefined ? id : `${side} ${id}`, instance: id,
    life: lifecycleBars(events, until),
    health: healthBands(rollout.transitions.filter(({ instance }) => instance === id), goneAt ?? until),
    polls: polls.filter(({ probe }) => probe.instance === id),
    users: moments.filter(({ instance }) => instance === id).map((moment) => ({ ...moment, hurt: isHurt(moment) })),
  };
}

function happeningsIn(lanes: readonly Lane[], polls: readonly PollRow[], verdict: Happening | undefined): Happening[] {
  const all: Happening[] = [...polls.map((row) => ({ at: row.at, sentence: pollSentence(row) })), ...(verdict ? [verdict] : [])];
  for (const lane of lanes) {
    if (lane.kind === 'group') all.push(...lane.activities);
    else if (lane.kind === 'asked') all.push(...lane.moments);
    else if (lane.kind === 'instance') {
      all.push(...[...lane.life, ...lane.health].map(({ from, sentence }) => ({ at: from, sentence: `${lane.label} at ${secondsText(from)}: ${sentence}` })));
      all.push(...lane.users.map((moment) => ({ at: moment.at, sentence: userSentence(moment) })));
    } else all.push(...lane.bands.map(({ from, sentence }) => ({ at: from, sentence })));
  }
  return all.sort((a, b) => a.at - b.at);
}

/** What users got of an instance, in a sentence. Pure. */
export function userSentence({ instance, answers, hurt }: UserMoment & { readonly hurt: boolean }): string {
  const got = [...new Set(answers.map(({ status, error }) => error ?? String(status)))].join(', ');
  return `Users asked ${instance} for ${counted(answers.length, 'page')} and got ${got}${hurt ? ': they are hurt' : ''}`;
}
