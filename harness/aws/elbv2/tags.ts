import { invalid, Refusal } from './refusal.js';
import type { GivenTags } from './v2-types.js';

const MOST_TAGS = 50;

/**
 * Tags after some were added. Pure. AWS: Elastic Load Balancing v2 API, Tag and AddTags.
 * @throws Refusal DuplicateTagKeys, TooManyTags, ValidationError for one that is too long
 */
export function withTags(before: ReadonlyMap<string, string>, given: GivenTags = []): Map<string, string> {
  const keys = given.map(({ Key }) => Key);
  if (new Set(keys).size < keys.length) throw new Refusal('DuplicateTagKeys', 'A tag key was specified more than once');
  for (const { Key, Value = '' } of given) {
    if (Key.length < 1 || Key.length > 128 || Value.length > 256) {
      throw invalid(`A tag's key must have 1 to 128 characters and its value at most 256, found ${Key.length} and ${Value.length}`);
    }
  }
  const after = new Map([...before, ...given.map(({ Key, Value = '' }) => [Key, Value] as const)]);
  if (after.size > MOST_TAGS) throw new Refusal('TooManyTags', `A resource can have at most ${MOST_TAGS} tags`);
  return after;
}
