import type { FileFaults } from '../../faults/files.js';
import { TEMPLATE_TEXTS } from '../../faults/template-texts.js';
import type { Fault } from '../../model/fault.js';
import type { Release } from '../../model/release.js';
import type { Operator } from '../mutant.js';
import { ofTemplates } from './of-templates.js';

export const breakTemplate: Operator = {
  name: 'break-template',
  area: 'templates',
  seenBy: 'a check that asks for a page which is made with it',
  derive({ release, learned }) {
    const broken = (fault: FileFaults, path: string): Fault => breakFile(fault, path, release.templates);
    // Without a language a page has no words to be broken with; its file has.
    const described = release.templates === undefined ? { ...release, pages: {} } : release;
    return ofTemplates({ release: described, learned }, (fault, page) => fault.breakTemplate(page), broken);
  },
};

/** With words of the language where one is known, else with some that no format reads. */
function breakFile(fault: FileFaults, path: string, described: Release['templates']): Fault {
  const language = path.endsWith('.ejs') ? 'ejs' : described;
  const broken = fault.break(path);
  return language === undefined || broken.kind !== 'file' ? broken : { ...broken, content: TEMPLATE_TEXTS[language].broken };
}
