import { phaseOnsetOf } from '../model/fault.js';
import type { FaultEvidence } from '../runtime/instance.js';
import type { FleetMembers, Member } from './fleet-members.js';

/** What is known of one fault in a rollout of several instances. */
export interface InstanceEvidence extends FaultEvidence {
  readonly instance: string;
}

/**
 * Evidence of every fault of both fleets, of the instance that shows it best: a fault is live when one of those that have it
 * has shown it, in all ways in which it is to be seen, since a replacement may be too young. One that waits for a moment which
 * never came could not be.
 */
export async function evidenceOf(members: FleetMembers): Promise<InstanceEvidence[]> {
  const found = new Map<string, readonly InstanceEvidence[]>();
  for (const member of members.all) {
    const waits = waitsForever(member, members);
    const seen = (await seenAt(member)).map((each) => ({ ...each, instance: member.instance.id }));
    for (const fault of new Set(seen.map((each) => each.fault))) {
      const key = `${member.side} ${fault}`;
      if (waits.has(fault) || found.get(key)?.every(({ live }) => live) === true) continue;
      found.set(key, seen.filter((each) => each.fault === fault));
    }
  }
  return [...found.values()].flat();
}

const seenAt = async ({ instance, stopped }: Member): Promise<readonly FaultEvidence[]> => stopped?.evidence ?? (await instance.evidence());

function waitsForever({ plan }: Member, members: FleetMembers): Set<string> {
  const waiting = plan.faults.filter((fault) => {
    const onset = phaseOnsetOf(fault);
    return onset !== undefined && !members.wasEntered(onset.after);
  });
  return new Set(waiting.map(({ summary }) => summary));
}
