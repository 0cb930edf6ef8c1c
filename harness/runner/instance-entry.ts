import { fileChange, type FileChange } from '../model/file-change.js';
import { valuesGiven } from '../model/given-values.js';
import { parseTarget } from '../model/health-check-target.js';
import type { JournalEvent } from '../model/journal.js';
import type { Pace } from '../model/scenario.js';
import { maskDeep, SecretMask, secretsOf } from '../model/secrets.js';
import { secretsInText } from '../model/secrets-in-text.js';
import { environmentFor } from '../runtime/carry-out/env.js';
import type { LaunchPlan } from '../runtime/carry-out/plan.js';
import type { EditedFiles } from '../runtime/edited-files.js';
import type { Instance, InstanceEvent } from '../runtime/instance.js';

/** Whose event it is, and when it came by the rollout's clock. */
export interface EntryPlace {
  readonly scenario: string;
  readonly instance: string;
  readonly side?: string;
  readonly at: number;
}

/** What the journal has of an instance's event. Pure. */
export const instanceEntry = (place: EntryPlace, event: InstanceEvent): JournalEvent =>
  event.type === 'shipped' ? { type: 'shipped', ...place, ...event.shipped } : { type: 'instance', ...place, event: event.type, detail: event };

/** What it has of the first launch of a canary. Pure. */
export function rolloutEntry(scenario: string, pace: Pace, plan: LaunchPlan, { env, edited }: Pick<Instance, 'env' | 'edited'>): JournalEvent {
  const { path } = parseTarget(plan.healthCheck.target);
  const meant = environmentFor(plan, {});
  const [placed, bent] = [differing(meant, env), differing(plan.release.env, meant)];
  return {
    type: 'rollout-started',
    scenario,
    pace,
    env,
    ...(path === undefined ? {} : { healthPath: path }),
    ...(placed.length === 0 ? {} : { placed }),
    ...(bent.length === 0 ? {} : { bent }),
    ...(edited.files.length === 0 ? {} : { files: changesOf(edited, plan, env) }),
    ...(edited.leftOut === 0 ? {} : { filesLeftOut: edited.leftOut }),
  };
}

/** Masked here, and once more with all that the journal knows: it sees a text only in lines, of which some are cut. */
function changesOf({ files }: EditedFiles, { release, faults }: LaunchPlan, env: Env): FileChange[] {
  const mask = new SecretMask([env, ...valuesGiven(release, faults)].flatMap(secretsOf));
  return files.map((file) => fileChange(file, (text) => maskDeep(mask.foreign(text), secretsInText(text))));
}

type Env = Readonly<Record<string, string>>;

const differing = (before: Env, after: Env): string[] => [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => before[name] !== after[name]);
