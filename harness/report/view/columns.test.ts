import fc from 'fast-check';
import { packed, unpacked } from './columns.js';
import { sampleRun } from './sample-run.testing.js';

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('every value of JSON comes back', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => expect(unpacked(throughJson(packed(value)))).toEqual(throughJson(value))));
});

test('lists of objects come back, whatever each of them lacks and however its properties are called', () => {
  const name = fc.constantFrom('a', 'b', '#', '@', '=', '__proto__', 'constructor', 'toString');
  const value = fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 2 }), fc.constantFrom('x', '#'), fc.dictionary(name, fc.nat(1)), fc.array(fc.dictionary(name, fc.nat(1)), { maxLength: 6 }));
  const rows = fc.array(fc.dictionary(name, value, { noNullPrototype: true }), { minLength: 3, maxLength: 9 });
  fc.assert(fc.property(rows, (list) => expect(JSON.stringify(sorted(unpacked(throughJson(packed(list)))))).toBe(JSON.stringify(sorted(throughJson(list))))), { numRuns: 500 });
});

/** With its properties in an order of their own; as pairs, so that none is lost to a prototype. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).map(([name, part]) => [name, sorted(part)]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}

test('a property that is undefined is none', () => {
  const rows = Array.from({ length: 5 }, (_, index) => ({ index, gone: undefined }));
  expect(unpacked(throughJson(packed(rows)))).toEqual(throughJson(rows));
});

test('what repeats takes a quarter of its room', () => {
  const [scenario] = sampleRun({ scenarios: 1, probesEach: 1000 }).scenarios;
  const [plain, small] = [scenario, packed(scenario)].map((value) => JSON.stringify(value).length);
  expect(small).toBeLessThan((plain ?? 0) / 4);
  expect(unpacked(throughJson(packed(scenario)))).toEqual(scenario);
});
