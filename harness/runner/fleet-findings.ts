import type { Clock } from '../model/clock.js';
import type { FleetPlan, OldFleetEnd } from '../model/fleet-plan.js';
import type { Journal, UserAnswer } from '../model/journal.js';
import type { Scenario } from '../model/scenario.js';
import type { FleetFindings } from '../model/verdict.js';
import { differingAnswers } from '../traffic/compare-answers.js';
import { patienceFor } from '../traffic/patience.js';
import type { TrafficTally } from '../traffic/tally.js';
import { askRounds } from './5-harm.js';
import type { FleetMembers } from './fleet-members.js';
import { usersEntry } from './users-entry.js';

interface Asked {
  readonly scenario: Scenario;
  readonly fleets: FleetPlan;
  readonly journal: Journal;
  /** Users' answers as those of the old fleet are to be. */
  readonly answers: readonly (readonly UserAnswer[])[];
}

interface Seen {
  readonly clock: Pick<Clock, 'now'>;
  readonly members: FleetMembers;
  readonly tally: TrafficTally;
}

/** What users had of the old fleet, at the end and all along. */
export async function findingsOf({ scenario, fleets, journal, answers }: Asked, { clock, members, tally }: Seen): Promise<FleetFindings> {
  const hurt: string[] = [];
  for (const instance of members.living('old')) {
    const place = { scenario: scenario.id, instance: instance.id, at: clock.now() };
    const asked = (await askRounds(scenario, instance, patienceFor(answers))).flat();
    journal.write(usersEntry(place, answers, asked));
    hurt.push(...differingAnswers(answers, asked));
  }
  const users = tally.result();
  const oldErrors = users.byFleet.old?.errors ?? 0;
  return {
    oldHarm: hurt.length > 0 || oldErrors > 0 ? 'hurt' : 'fine',
    users: { ...users, examples: [...users.examples, ...new Set(hurt)].slice(0, 5) },
    replacements: Math.max(0, members.launched('canary') - wantedOf(scenario, fleets)),
    oldFleet: oldFleetEnd(members, fleets),
  };
}

/** Canary instances of a fleet that needs no replacement: as many as there were where they take the old ones' places. */
const wantedOf = ({ instances }: Scenario, { rollout, old }: FleetPlan): number =>
  rollout.policy === 'instance-refresh' || rollout.policy === 'terraform' ? old.instances : instances;

function oldFleetEnd(members: FleetMembers, { old }: FleetPlan): OldFleetEnd {
  const living = members.living('old').filter(({ gone }) => !gone).length;
  if (living === 0) return 'gone';
  return living === old.instances && members.launched('old') === old.instances ? 'untouched' : 'changed';
}

/** What the last old instance that ended by itself said, else the last that said anything: the latest may have just begun. */
export function lastLinesOf(members: FleetMembers): string {
  const old = members.all.filter(({ side }) => side === 'old').map(({ instance }) => instance);
  const told = old.findLast(({ exits }) => exits.length > 0) ?? old.findLast(({ logs }) => logs.written > 0);
  const exits = (told?.exits ?? []).map(({ code, signal }) => `it ended with ${signal ?? `exit code ${code}`}`);
  return [...(told?.logs.last(4) ?? []).map(({ line }) => line), ...exits.slice(-1)].join('\n  ');
}
