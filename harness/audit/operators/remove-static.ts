import type { Operator } from '../mutant.js';
import { ofStatics } from './of-templates.js';

export const removeStatic: Operator = {
  name: 'remove-static',
  area: 'static',
  seenBy: 'a check that looks whether the files which pages name are there',
  derive: (subject) => ofStatics(subject, (fault, path) => fault.remove(path)),
};
