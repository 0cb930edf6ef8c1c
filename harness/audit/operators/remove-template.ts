import type { Operator } from '../mutant.js';
import { ofTemplates } from './of-templates.js';

export const removeTemplate: Operator = {
  name: 'remove-template',
  area: 'templates',
  seenBy: 'a check that asks for a page which is made with it',
  derive: (subject) =>
    ofTemplates(
      subject,
      (fault, page) => fault.remove(page),
      (fault, path) => fault.remove(path),
    ),
};
