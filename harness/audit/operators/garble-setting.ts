import type { Operator } from '../mutant.js';
import { ofSettings } from './given-settings.js';

export const garbleSetting: Operator = {
  name: 'garble-setting',
  area: 'settings',
  seenBy: 'a start that looks whether its settings have the form that they must have',
  derive: (subject) => ofSettings(subject, (fault, name) => fault.garble(name)),
};
