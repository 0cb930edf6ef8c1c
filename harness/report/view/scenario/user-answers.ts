import type { ScenarioResult } from '../../results.js';
import type { RolloutRecord, UserRecord } from '../../rollout-record.js';

/** Equal answers to the same request of users. */
export interface AnsweredRequest {
  readonly request: string;
  readonly got: string;
  /** What the control gave instead, or what else was wrong; undefined where users are fine. */
  readonly hurt?: string;
  readonly times: number;
  readonly slowestMs: number;
  /** The first of them. */
  readonly example: UserRecord;
}

/** What users got, equal answers together, in the order in which they came. Pure. */
export function answeredRequests({ hurt = [] }: Pick<ScenarioResult, 'hurt'>, users: readonly UserRecord[]): AnsweredRequest[] {
  const groups = new Map<string, AnsweredRequest>();
  for (const answer of users) {
    const got = gotWords(answer);
    const why = hurtOf(answer, hurt);
    const key = JSON.stringify([answer.request, got, answer.missed, why]);
    const known = groups.get(key);
    groups.set(key, {
      request: answer.request,
      got,
      ...(why === undefined ? {} : { hurt: why }),
      times: (known?.times ?? 0) + 1,
      slowestMs: Math.max(known?.slowestMs ?? 0, answer.tookMs),
      example: known?.example ?? answer,
    });
  }
  return [...groups.values()];
}

const gotWords = ({ status, contentType, error }: UserRecord): string => error ?? [String(status ?? 'no status'), ...(contentType === undefined ? [] : [contentType])].join(', ');

/** What is wrong with one answer: as it was found then; of an earlier version's run by the sentences on all of them. Pure. */
export const hurtOf = (answer: UserRecord, sentences: readonly string[]): string | undefined => (answer.at === undefined ? hurtBy(answer, sentences) : answer.hurt);

/** The sentence that was said of this answer: the one of its request, unless that speaks of another status or error. */
function hurtBy({ request, status, error, missed }: UserRecord, hurt: readonly string[]): string | undefined {
  const said = hurt.filter((sentence) => sentence.startsWith(`${request}: `)).map((sentence) => sentence.slice(request.length + 2));
  return said.find((sentence) => {
    if (error !== undefined) return sentence === error;
    const [, found] = /^status (\S+) instead of /.exec(sentence) ?? [];
    if (found !== undefined) return found === String(status);
    return missed === undefined || !said.includes(missed) || sentence === missed;
  });
}

/** A sentence on harm in its parts: what was asked, what came, and what the control had given. */
export interface HurtParts {
  readonly request: string;
  readonly got: string;
  readonly expected?: string;
}

/** Pure. */
export function hurtParts(sentence: string): HurtParts {
  const [, request, rest = ''] = /^(.*?): (.*)$/s.exec(sentence) ?? [undefined, undefined, sentence];
  const [, got, expected] = /^(.*) instead of (.*)$/s.exec(rest) ?? [];
  return { request: request ?? '', got: got ?? rest, ...(expected === undefined ? {} : { expected }) };
}

/** Users' requests of an instance at one moment. */
export interface UserMoment {
  readonly instance: string;
  readonly at: number;
  readonly answers: readonly UserRecord[];
}

/**
 * When users asked, in seconds of the rollout's clock. Of an earlier version's run that has it in wall time only: users
 * are asked once the verdict is there, and of an instance that its group ended before that, just before its end. Pure.
 */
export function userMoments({ users, activities, began }: Pick<RolloutRecord, 'users' | 'activities' | 'began'>, verdictAt: number | undefined): UserMoment[] {
  const judged = began + (verdictAt ?? 0);
  const moments = new Map<string, { instance: string; at: number; answers: UserRecord[] }>();
  for (const answer of users) {
    const key = `${answer.instance} ${answer.time}`;
    const known = moments.get(key);
    if (known) known.answers.push(answer);
    else {
      const ended = activities.find(({ sentence }) => sentence.startsWith(`${answer.instance} is Terminating`))?.at ?? judged;
      moments.set(key, { instance: answer.instance, at: answer.at ?? Math.min(judged, ended), answers: [answer] });
    }
  }
  return [...moments.values()].sort((a, b) => a.at - b.at);
}
