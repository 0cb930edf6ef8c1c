import { sendShadowProbes, type ShadowVerdict } from '../balancer/shadow.js';
import { parseTarget } from '../model/health-check-target.js';
import { decideAs, decisionText } from '../model/kind-decision.js';
import type { Journal } from '../model/journal.js';
import type { Scenario } from '../model/scenario.js';
import type { Rollout } from './3-rollout.js';

/**
 * Users come after the checks of the other kinds, so that neither changes the other's answers; at the same time where
 * every check is waited for in vain, since both would then only wait.
 */
export async function afterOtherKinds<T>(rollout: Rollout, scenario: Scenario, journal: Journal, ask: () => Promise<T>): Promise<T> {
  const sent = sendOtherKinds(rollout, scenario, journal);
  const allSilent = rollout.pollers.every(({ probes }) => probes.at(-1)?.outcome === 'timeout');
  if (!allSilent) await sent;
  const [found] = await Promise.all([ask(), sent]);
  return found;
}

async function sendOtherKinds({ pollers }: Rollout, scenario: Scenario, journal: Journal): Promise<void> {
  await Promise.all(
    pollers.map(async ({ probes, options: { instance, healthCheck, balancer } }) => {
      const address = instance.addressOf(parseTarget(healthCheck.target).port);
      const verdicts = await sendShadowProbes({ kind: balancer, healthCheck, privateAddress: instance.privateAddress, address });
      const decisions = verdicts.flatMap(({ kind }) => (kind === 'tcp' ? [] : [decideAs(kind, healthCheck, probes)]));
      journal.write({
        type: 'other-decisions',
        scenario: scenario.id,
        instance: instance.id,
        kinds: decisions.map((decision) => ({ kind: decision.kind, sentence: decisionText(decision) })),
      });
      const kinds = verdicts.map((verdict) => ({ kind: verdict.kind, sentence: sentenceOf(verdict) }));
      journal.write({ type: 'other-kinds', scenario: scenario.id, instance: instance.id, kinds });
    }),
  );
}

const sentenceOf = (verdict: ShadowVerdict): string =>
  'underivable' in verdict ? `cannot be derived: ${verdict.underivable}` : `${verdict.passes ? 'would pass' : 'would fail'}: ${verdict.detail}`;
