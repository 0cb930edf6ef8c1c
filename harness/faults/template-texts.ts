import type { Release } from '../model/release.js';

/** What is written into a template so that its page fails in a given way. */
export interface TemplateTexts {
  readonly broken: string;
  readonly throws: string;
  readonly notFound: string;
  waits(seconds: number): string;
}

export const TEMPLATE_TEXTS: Record<NonNullable<Release['templates']>, TemplateTexts> = {
  ejs: {
    broken: '<% if (items { %>',
    throws: '<% throw new Error("template failed on purpose"); %>',
    notFound: '<% throw Object.assign(new Error("not found on purpose"), { status: 404 }); %>',
    // Templates that may not await fail at this text, which is no slow page, so the harm would tell.
    waits: (seconds) => `<% await new Promise((resolve) => setTimeout(resolve, ${seconds * 1000})); %>`,
  },
};
