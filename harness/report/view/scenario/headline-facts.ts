import type { ScenarioResult } from '../../results.js';
import { usersHarm } from '../../users-harm.js';
import { secondsText as lengthText } from '../words.js';
import { secondsText } from './time-window.js';

/** A fact about a scenario in a few words. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** What is worth knowing of a scenario at one glance; what is not known is left out. Pure. */
export function headlineFacts(scenario: ScenarioResult): Fact[] {
  const { healthCheck, balancer, numbers, verdict, detect, checksSent, checksProjected, wallSeconds, pace, confirmation, keep, faults, oldFaults = [], beside } = scenario;
  const facts: (readonly [string, string | undefined])[] = [
    ['Fault', faultsWords(faults) || (oldFaults.length > 0 ? 'none of the release' : 'none')],
    ['Fault of the old fleet', faultsWords(oldFaults) || undefined],
    ['Health check', healthCheck],
    ['Balancer', balancer],
    ['Deadline', numbers && lengthText(numbers.deadline)],
    ['Verdict', verdict && `${verdict.verdict} at ${secondsText(verdict.at)}`],
    ['Time to detect', detect && `${lengthText(detect.seconds)}, at least ${lengthText(detect.minimum)} by its settings`],
    ['Users', usersWords(scenario)],
    ['Checks', `${checksSent} sent${checksProjected > 0 ? `, ${checksProjected} projected` : ''}${beside ? ' to the canary' : ''} until it was judged`],
    ['Took', `${lengthText(wallSeconds)} at pace ${pace}`],
    ['How sure', confirmation && confirmationWords(confirmation)],
    ['Kept', keep && keep.join('; ')],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

function usersWords(scenario: ScenarioResult): string | undefined {
  const users = usersHarm(scenario);
  if (!users) return undefined;
  return scenario.beside && users.who.length > 0 ? users.who.join(', ') : users.harm;
}

const faultsWords = (faults: ScenarioResult['faults']): string => faults.map(({ summary }) => summary).join('; ');

function confirmationWords(confirmation: NonNullable<ScenarioResult['confirmation']>): string {
  switch (confirmation.state) {
    case 'measured':
      return 'every check was sent';
    case 'confirmed':
      return `confirmed by a watch of ${lengthText(confirmation.watchedSeconds)}`;
    case 'provisional':
      return `provisional: ${confirmation.why}`;
    case 'repeated':
      return `repeated in real time: ${confirmation.why}`;
  }
}
