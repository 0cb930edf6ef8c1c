import type { Operator } from '../mutant.js';
import { blankFile, ofTemplates } from './of-templates.js';

export const blankTemplate: Operator = {
  name: 'blank-template',
  area: 'templates',
  seenBy: 'a check that asks for a page which is made with it and looks for words that must be there: its status is 200',
  derive: (subject) => ofTemplates(subject, (fault, page) => fault.blank(page), blankFile),
};
