import type { Operator } from '../mutant.js';
import { ofStatics } from './of-templates.js';

export const breakStatic: Operator = {
  name: 'break-static',
  area: 'static',
  seenBy: 'a check that compares the files which pages name with what the build noted of them: its status is 200, and it is not empty',
  derive({ release, learned }) {
    // One that is a template too is broken in words of its language.
    const statics = learned.statics.filter((path) => !learned.templates.includes(path));
    return ofStatics({ release, learned: { ...learned, statics } }, (fault, path) => fault.break(path));
  },
};
