import type { Operator } from '../mutant.js';
import { blankFile, ofStatics } from './of-templates.js';

export const blankStatic: Operator = {
  name: 'blank-static',
  area: 'static',
  seenBy: 'a check that compares the files which pages name with what the build noted of them',
  derive: (subject) => ofStatics(subject, blankFile),
};
