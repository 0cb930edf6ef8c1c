import { wornText } from './worn-text.js';

/**
 * Whether an answer leads where the control's led. Addresses of things just made carry numbers and signatures that differ
 * each time; a part that the control itself gave differently from one time to the next may be anything, but not empty. Pure.
 *
 * @param known the control's, one of each round; undefined where it led nowhere, as is then no difference
 */
export function leadsElsewhere(known: readonly (string | undefined)[], found: string | undefined): boolean {
  if (found === undefined) return !known.includes(undefined);
  const led = known.filter((place) => place !== undefined);
  if (led.length === 0) return true;
  const places = led.map(partsOf);
  const parts = partsOf(found);
  if (places.some(({ length }) => length !== parts.length)) return led.every((place) => wornText(place) !== wornText(found));
  return parts.some((part, index) => {
    const given = places.map((place) => place[index] ?? '');
    const worn = given.map(wornText);
    const steady = worn.every((each) => each === worn[0]);
    return steady ? wornText(part) !== worn[0] && !isOneMore(given, part) : part === '';
  });
}

/** Characters from which on a part that differs each time is taken for an id, which may have a digit by chance only. */
const SHORTEST_ID = 8;

/** Whether a part is another id of the sort that the control gave, a different one each time. */
const isOneMore = (given: readonly string[], part: string): boolean =>
  part.length >= SHORTEST_ID && /^[\w-]+$/.test(part) && given.every(({ length }) => length === part.length) && given.some((each) => each !== given[0]);

/** What stands between the signs of an address, and these. */
const partsOf = (place: string): string[] => place.split(/([/?&=#])/);
