import { EnvironmentError, throwFirst } from '../model/errors.js';
import type { TerraformPolicy } from '../model/fleet-plan.js';
import type { Verdict } from '../model/verdict.js';
import { findTerraform } from '../terraform/find-terraform.js';
import type { ProviderPool } from '../terraform/provider-pool.js';
import { Terraform, type ApplyResult } from '../terraform/workspace.js';
import type { Rollout } from './3-rollout.js';
import { evidenceOf } from './fleet-evidence.js';
import { findingsOf, lastLinesOf } from './fleet-findings.js';
import type { BesideOptions } from './fleet-rollout.js';
import { onGiveUp } from './give-up.js';
import { sidesOf } from './rollout-sides.js';
import { IMAGES, TerraformStage } from './terraform-stage.js';
import { applyVerdict, isRefreshing, refreshVerdict } from './terraform-verdict.js';

export interface TerraformRolloutOptions extends BesideOptions {
  readonly policy: TerraformPolicy;
  readonly providers: ProviderPool;
}

/** Seconds in which instances of what runs now must come into service after their apply, where it did not wait for them. */
const OLD_FLEET_LIMIT = 600;

/**
 * Applies a user's own Terraform files in a region of ours: for what runs now, then, with users there, for the canary.
 * Whatever happens, `stop` ends all of it.
 * @throws EnvironmentError where nothing can be said of the canary: without Terraform or a listener, when what runs now does not
 *   come into service, when an apply fails for another reason than the canary; and what kept an instance from being launched
 */
export async function rollOutByTerraform(options: TerraformRolloutOptions): Promise<Rollout> {
  const { policy, testbed, database } = options;
  const stopping = new AbortController();
  const forget = onGiveUp(options, () => stopping.abort());
  const stage = await TerraformStage.open({ ...options, ...sidesOf(options) }, policy);
  let terraform: Terraform | undefined;
  const stop = async (): Promise<void> => {
    forget();
    stopping.abort();
    const ends = await Promise.allSettled([terraform?.close(), stage.close()]);
    ends.push(...(await Promise.allSettled(stage.members.all.map(({ instance }) => testbed.stopOne(instance)))));
    ends.push(...(await Promise.allSettled([testbed.dropDatabase(database)])));
    throwFirst(ends);
  };
  stopping.signal.addEventListener('abort', () => stage.clock.stop());
  try {
    terraform = await openTerraform(options, stage.url);
    const verdict = await play(options, stage, terraform, stopping.signal);
    const living = stage.members.living('canary');
    const all = stage.checksOf('canary');
    return {
      verdict,
      pollers: all.filter(({ options: { instance } }) => living.includes(instance)),
      living: [...stage.members.living('old'), ...living],
      everyPoller: all,
      clock: stage.clock,
      lastFaultAt: stage.members.lastFaultAt,
      untrusted: undefined,
      beside: () => findingsOf(options, stage),
      departed: stage.members.all.flatMap(({ side, stopped }) => (side === 'canary' && stopped ? stopped.answers : [])),
      evidence: () => evidenceOf(stage.members),
      stop,
    };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

/** @throws EnvironmentError without Terraform, or when its files cannot be initialized here */
async function openTerraform({ policy, providers, testbed }: TerraformRolloutOptions, url: string): Promise<Terraform> {
  const terraform = await findTerraform();
  if (!terraform.found) throw new EnvironmentError(terraform.reason, terraform.remedy);
  const opened = Terraform.open({ terraform, folder: policy.folder, endpoint: { url }, providers, temporaryRoot: testbed.workplace('terraform') });
  const init = await opened.init();
  if (init.ok) return opened;
  await opened.close();
  throw new EnvironmentError(`terraform init failed in a copy of ${policy.folder}: ${init.error}`, 'Look whether the files are complete, and whether the provider can be had here.');
}

/** From the first apply to the end of the bake time. Afterwards nothing is judged any more. */
async function play(options: TerraformRolloutOptions, stage: TerraformStage, terraform: Terraform, signal: AbortSignal): Promise<Verdict> {
  const { scenario, fleets, policy, journal } = options;
  const apply = (side: 'old' | 'canary'): Promise<ApplyResult> =>
    terraform.apply({ variables: { ...policy.variables, [policy.imageVariable]: IMAGES[side] }, signal });
  await bringUpOld(options, stage, await apply('old'));
  await stage.startUsers();
  stage.members.enter('rollout');
  const before = new Set(stage.groups().flatMap(({ refreshes }) => refreshes.map(({ id }) => id)));
  const began = stage.clock.now();
  const applied = applyVerdict(await apply('canary'), stage.clock.now() - began);
  if (stage.members.failure !== undefined) throw stage.members.failure;
  if (applied.kind === 'not-judged') throw notJudged('the canary', policy, applied.why);
  await stage.until(() => !isRefreshing(stage.groups()), scenario.deadline);
  const verdict = refreshVerdict(applied.verdict, stage.groups(), before, stage.clock.now() - began);
  journal.write({ type: 'verdict', scenario: scenario.id, verdict });
  stage.members.enter(verdict.verdict);
  if (fleets.bake > 0) await stage.sleep(fleets.bake);
  await stage.members.booted();
  await stage.quiet();
  journal.write({ type: 'traffic', scenario: scenario.id, ...stage.tally.course() });
  return verdict;
}

/** @throws EnvironmentError when what runs now does not come into service as the scenario says */
async function bringUpOld({ fleets: { old }, policy }: TerraformRolloutOptions, stage: TerraformStage, applied: ApplyResult): Promise<void> {
  const { members } = stage;
  if (!applied.ok) throw notJudged('what runs now', policy, [applied.error, lastLinesOf(members)].join('\n  '));
  await stage.until(() => stage.inService('old') >= old.instances, OLD_FLEET_LIMIT);
  const found = stage.inService('old');
  if (found === old.instances && members.living('old').length === found) return;
  throw new EnvironmentError(
    `expected ${old.instances} instances of what runs now in service once ${policy.folder} was applied, found ${found} of ${members.living('old').length}\n  ${lastLinesOf(members)}`,
    'Say in "old" how many instances the Terraform files make.',
  );
}

const notJudged = (whose: string, { folder }: TerraformPolicy, why: string): EnvironmentError =>
  new EnvironmentError(`terraform apply of ${folder} failed for ${whose}, and not for want of capacity:\n  ${why}`, 'Nothing is said of the release: mend the files, or the scenario\'s variables.');
