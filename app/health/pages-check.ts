import type { RequestListener } from 'node:http';
import { describeError } from '../describe-error.js';
import { requestInProcess } from '../web/in-process-request.js';
import type { HealthCheck } from './health-check.js';

export interface PagesCheckParts {
  readonly handler: RequestListener;
  /** A host name the shop answers to. */
  readonly host: string;
  /** The slug of an item whose page to ask for; undefined if the shop has none. */
  readonly anySlug: () => Promise<string | undefined>;
  /** Whether a page must have all that visitors need of it: its frame, and the way to the next step. */
  readonly whole: boolean;
}

/** What stands in every page, from the frame above to the frame below. */
const FRAME = ['<!doctype html>', 'rel="stylesheet"', '<main>', '</main>', '</html>'];

/** Asks for the pages visitors ask for most, all the way through the routes and the templates. */
export function pagesCheck({ handler, host, anySlug, whole }: PagesCheckParts): HealthCheck {
  async function ask(path: string, signal: AbortSignal, nextStep: readonly string[] = []): Promise<void> {
    const { status, body, error } = await requestInProcess(handler, { path, host, signal });
    const lacking = whole ? [...FRAME, ...nextStep].filter((part) => !body.includes(part)) : [];
    if (status === 200 && body.trim() !== '') {
      if (lacking.length > 0) throw new Error(`GET ${path} answered a page without ${lacking.join(', ')}`);
      return;
    }
    const why = error === undefined ? '' : `: ${describeError(error)}`;
    throw new Error(`GET ${path} answered ${status}${status === 200 ? ' with an empty body' : why}`, { cause: error });
  }

  async function askForItem(signal: AbortSignal): Promise<void> {
    const slug = await anySlug().catch((error: unknown) => {
      throw new Error(`finding an item failed: ${describeError(error)}`, { cause: error });
    });
    if (slug !== undefined) await ask(`/items/${encodeURIComponent(slug)}`, signal, ['action="/orders"']);
  }

  return {
    name: 'pages',
    componentType: 'component',
    async run(signal) {
      const outcomes = await Promise.allSettled([ask('/', signal), askForItem(signal)]);
      const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
      if (errors.length > 0) throw new AggregateError(errors, errors.map(describeError).join('; '));
    },
  };
}
