import { envFaults } from '../../faults/env.js';
import type { Operator } from '../mutant.js';
import { givenSettings } from './given-settings.js';

/** Only neighbours of the same looks: those are confused, and all pairs would be too many. */
export const swapSettings: Operator = {
  name: 'swap-settings',
  area: 'settings',
  seenBy: 'a check that uses what the settings are for, since each of them has the right form',
  *derive(subject) {
    const before = new Map<string, string>();
    for (const { name, looks } of givenSettings(subject)) {
      const other = before.get(looks);
      before.set(looks, name);
      if (other === undefined) continue;
      const fault = envFaults().swap(other, name);
      yield { target: `${other},${name}`, summary: fault.summary, faults: [fault] };
    }
  },
};
