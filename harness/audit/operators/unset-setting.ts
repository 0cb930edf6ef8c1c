import type { Operator } from '../mutant.js';
import { ofSettings } from './given-settings.js';

export const unsetSetting: Operator = {
  name: 'unset-setting',
  area: 'settings',
  seenBy: 'a start that refuses to go on without the settings that it needs',
  derive: (subject) => ofSettings(subject, (fault, name) => fault.unset(name)),
};
