import { phaseOnsetOf } from '../model/fault.js';
import type { FaultEvidence } from '../runtime/instance.js';
import type { FleetMembers, Member } from './fleet-members.js';

/** What is known of one fault in a rollout of several instances. */
export interface InstanceEvidence extends FaultEvidence {
  readonly instance: string;
}

/**
 * Evidence of every fault of both fleets, of the instance that shows it best: a fault is live when one of those that have it
 * has shown it, since a replacement may be too young. One that waits for a moment which never came could not be.
 */
export async function evidenceOf(members: FleetMembers): Promise<InstanceEvidence[]> {
  const found = new Map<string, InstanceEvidence>();
  for (const member of members.all) {
    const waits = waitsForever(member, members);
    for (const evidence of await seenAt(member)) {
      const key = `${member.side} ${evidence.fault}`;
      if (waits.has(evidence.fault) || found.get(key)?.live === true) continue;
      found.set(key, { ...evidence, instance: member.instance.id });
    }
  }
  return [...found.values()];
}

const seenAt = async ({ instance, stopped }: Member): Promise<readonly FaultEvidence[]> => stopped?.evidence ?? (await instance.evidence());

function waitsForever({ plan }: Member, members: FleetMembers): Set<string> {
  const waiting = plan.faults.filter((fault) => {
    const onset = phaseOnsetOf(fault);
    return onset !== undefined && !members.wasEntered(onset.after);
  });
  return new Set(waiting.map(({ summary }) => summary));
}
