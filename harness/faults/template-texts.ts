import type { Release } from '../model/release.js';

/** What is written into a template so that its page fails in a given way; left out, its language has no words for that. */
export interface TemplateTexts {
  readonly broken: string;
  readonly throws: string;
  readonly notFound?: string;
  readonly waits?: (seconds: number) => string;
}

export const TEMPLATE_TEXTS: Record<NonNullable<Release['templates']>, TemplateTexts> = {
  ejs: {
    broken: '<% if (items { %>',
    throws: '<% throw new Error("template failed on purpose"); %>',
    notFound: '<% throw Object.assign(new Error("not found on purpose"), { status: 404 }); %>',
    // Templates that may not await fail at this text, which is no slow page, so the harm would tell.
    waits: (seconds) => `<% await new Promise((resolve) => setTimeout(resolve, ${seconds * 1000})); %>`,
  },
  django: {
    broken: '{% if %}',
    // Looked for when the page is made, not when the template is read.
    throws: '{% include "failed-on-purpose.html" %}',
  },
};
