import type { Operator } from '../mutant.js';
import { ofSettings } from './given-settings.js';

export const emptySetting: Operator = {
  name: 'empty-setting',
  area: 'settings',
  seenBy: 'a start that takes an empty setting for a missing one',
  derive: (subject) => ofSettings(subject, (fault, name) => fault.empty(name)),
};
