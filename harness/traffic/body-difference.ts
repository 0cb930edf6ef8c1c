import { jsonShape } from './json-shape.js';
import { markupShape, markupTexts } from './markup-shape.js';

/** What of a body is compared; undefined where the body is of another sort. */
type View = (body: string) => ReadonlySet<string> | undefined;

/**
 * From the finest to the coarsest. A list of things is known by its shape alone, since users add to it; a page first by
 * its words, since most differ in a date or a token only.
 */
const VIEWS: readonly View[] = [shapeOfJson, ofMarkup(markupTexts), ofMarkup(markupShape)];

/**
 * In what a body differs from the control's; undefined where it does not. What the control itself gave differently from
 * one time to the next is compared by its shape, as finely as the control was steady, and at least by whether there is
 * anything. Pure.
 *
 * @param control bodies of the same request, one of each round
 */
export function bodyDifference(control: readonly string[], answer: string): string | undefined {
  const [first = ''] = control;
  if (control.includes(answer)) return undefined;
  if (first !== '' && answer === '') return 'an empty page';
  if (control.every((body) => body === first)) return `another text (${answer.length} instead of ${first.length} characters)`;
  for (const view of VIEWS) {
    const known = control.map(view);
    const expected = known[0];
    if (expected && known.every((shape) => shape && wordOf(expected, shape) === undefined)) return shapeDifference(expected, view(answer));
  }
  return undefined;
}

function shapeDifference(expected: ReadonlySet<string>, found: ReadonlySet<string> | undefined): string | undefined {
  if (!found) return 'another shape: the text is of another sort';
  const word = wordOf(expected, found);
  return word === undefined ? undefined : `another shape: ${word}`;
}

/** The first thing that is missing or too many. */
function wordOf(expected: ReadonlySet<string>, found: ReadonlySet<string>): string | undefined {
  const missing = [...expected].find((each) => !found.has(each));
  if (missing !== undefined) return `without ${bounded(missing)}`;
  const besides = [...found].find((each) => !expected.has(each));
  return besides === undefined ? undefined : `with ${bounded(besides)}`;
}

const bounded = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}...` : text);

function shapeOfJson(body: string): ReadonlySet<string> | undefined {
  if (!/^\s*[[{]/.test(body)) return undefined;
  try {
    return jsonShape(JSON.parse(body));
  } catch {
    return undefined;
  }
}

function ofMarkup(view: (page: string) => ReadonlySet<string>): View {
  return (body) => (/^\s*</.test(body) ? view(body) : undefined);
}
