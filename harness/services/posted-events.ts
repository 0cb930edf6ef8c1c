import { describeError } from '../model/errors.js';
import { parseEvent } from './json-event.js';

/** Events of one request; a body of 1 MiB may have a hundred times as many, all of them empty. */
const MOST_EVENTS = 5_000;

export type PostedEvents = { readonly events: readonly unknown[] } | { readonly status: 400 | 413; readonly why: string };

/**
 * The events of a body: one JSON object, a JSON array of events, or JSON lines, which need not be announced by their
 * content type. All of them or none. Pure.
 */
export function postedEvents(body: string, contentType = ''): PostedEvents {
  if (body.trim() === '') return { status: 400, why: 'expected a JSON object, an array or JSON lines, found an empty body' };
  const lined = /\b(?:x-)?(?:ndjson|jsonl|json-lines|json-seq)\b/i.test(contentType);
  const read = lined ? linesOf(body) : (wholeOf(body) ?? linesOf(body));
  return 'events' in read && read.events.length > MOST_EVENTS
    ? { status: 413, why: `expected at most ${MOST_EVENTS} events in a request, found ${read.events.length}` }
    : read;
}

/** Undefined where the body is not one JSON text. */
function wholeOf(body: string): PostedEvents | undefined {
  try {
    const value = parseEvent(body);
    if (Array.isArray(value)) return { events: value as unknown[] };
    if (typeof value === 'object' && value !== null) return { events: [value] };
    return { status: 400, why: `expected a JSON object, an array or JSON lines, found ${value === null ? 'null' : `a ${typeof value}`}` };
  } catch {
    return undefined;
  }
}

function linesOf(body: string): PostedEvents {
  const events: unknown[] = [];
  for (const [index, line] of body.split('\n').entries()) {
    // The separator of RFC 7464 stands before each of its texts.
    const text = line.replace(/^\x1e/, '').trim();
    if (text === '') continue;
    try {
      events.push(parseEvent(text));
    } catch (error) {
      return { status: 400, why: `expected JSON, line ${index + 1} is none: ${describeError(error)}` };
    }
  }
  return { events };
}
