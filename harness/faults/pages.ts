import { ConfigError } from '../model/errors.js';
import type { Fault, PageFault } from '../model/fault.js';
import type { Release } from '../model/release.js';
import { TEMPLATE_TEXTS } from './template-texts.js';

/** Faults of a page, carried out in the template that makes it. */
export interface PageFaults<P extends string> {
  /** The template is not in the release. */
  remove(page: P): Fault;
  /** The template is empty: status 200 and nothing to see. */
  blank(page: P): Fault;
  breakTemplate(page: P): Fault;
  throw(page: P): Fault;
  /**
   * The page takes so long, in wall seconds.
   * @throws ConfigError where the template language cannot wait.
   */
  slow(page: P, options: { readonly seconds: number }): Fault;
  /** @throws ConfigError where the template language cannot choose a status. */
  notFound(page: P): Fault;
}

export function pageFaults<P extends string>({ pages, templates, name }: Release): PageFaults<P> {
  const texts = templates === undefined ? undefined : TEMPLATE_TEXTS[templates];
  const edit = (operator: PageFault['operator'], page: P, text: string | undefined, what: string): Fault => {
    const template = pages[page]?.template;
    if (template === undefined) {
      throw new ConfigError(`page ${page}: expected one of ${Object.keys(pages).join(', ') || 'none'}, as ${name} is described`);
    }
    if (text === undefined) {
      const why = templates === undefined ? 'its description names no template language' : `the template language ${templates} has no words for it`;
      throw new ConfigError(`fault.page.${operator} does not apply to ${name}: ${why}`);
    }
    return { kind: 'page', operator, path: template, edit: { mode: 'prepend', text }, summary: `page ${page} ${what}` };
  };
  const whole = (operator: 'remove' | 'blank', page: P, what: string): Fault => ({
    ...edit(operator, page, '', what),
    ...({ kind: 'page', operator, path: pages[page]?.template ?? '' } as const),
    edit: operator === 'remove' ? null : { mode: 'replace', text: '' },
  });
  return {
    remove: (page) => whole('remove', page, 'has no template'),
    blank: (page) => whole('blank', page, 'is blank'),
    breakTemplate: (page) => edit('break-template', page, texts?.broken, 'has a broken template'),
    throw: (page) => edit('throw', page, texts?.throws, 'throws'),
    slow: (page, { seconds }) => edit('slow', page, texts?.waits?.(seconds), `takes ${seconds} s`),
    notFound: (page) => edit('not-found', page, texts?.notFound, 'is not found'),
  };
}
