import { beginsAsJson, shapeOfJson } from './json-shape.js';
import { markupShape, markupTexts } from './markup-shape.js';
import { isCut, type Body } from './read-body.js';
import { wornText } from './worn-text.js';

/** What of a body is compared; undefined where the body is of another sort. */
type View = (body: Body) => ReadonlySet<string> | undefined;

/**
 * From the finest to the coarsest. A list of things is known by its shape alone, since users add to it; a page first by
 * its words, since most differ in a date or a token only.
 */
const VIEWS: readonly View[] = [ofJson, ofMarkup(markupTexts), ofMarkup(markupShape), ofPlainText];

/**
 * In what a body differs from the control's; undefined where it does not. What the control itself gave differently from
 * one time to the next is compared by its shape, as finely as the control was steady, and at least by whether there is
 * anything. Pure.
 *
 * @param control bodies of the same request, one of each round
 */
export function bodyDifference(control: readonly Body[], answer: Body): string | undefined {
  const [first = {}] = control;
  if (control.some((body) => isSame(body, answer))) return undefined;
  if (textOf(first) !== '' && textOf(answer) === '') return 'an empty page';
  const isSteady = control.every((body) => textOf(body) === textOf(first));
  if (isSteady && textOf(answer) !== textOf(first)) return `another text (${textOf(answer).length} instead of ${textOf(first).length} characters)`;
  // It was too long to be read to its end.
  if (isCut(answer) && beginsAsJson(textOf(answer))) return undefined;
  for (const view of VIEWS) {
    const known = control.map(view);
    const expected = known[0];
    if (expected && known.every((shape) => shape && wordOf(expected, shape) === undefined)) return shapeDifference(expected, view(answer));
  }
  return undefined;
}

const textOf = ({ body = '' }: Body): string => body;

const isSame = (one: Body, other: Body): boolean => textOf(one) === textOf(other) && one.shape?.join('\n') === other.shape?.join('\n');

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

function ofJson(body: Body): ReadonlySet<string> | undefined {
  return body.shape ? new Set(body.shape) : shapeOfJson(textOf(body));
}

function ofMarkup(view: (page: string) => ReadonlySet<string>): View {
  return (body) => (isMarkup(textOf(body)) ? view(textOf(body)) : undefined);
}

/** Its lines without numbers and tokens, each once. */
function ofPlainText(body: Body): ReadonlySet<string> | undefined {
  const text = textOf(body);
  if (text === '' || isMarkup(text) || beginsAsJson(text)) return undefined;
  return new Set(text.split(/\r?\n/).map((line) => wornText(line.trim())));
}

const isMarkup = (text: string): boolean => /^\s*</.test(text);
