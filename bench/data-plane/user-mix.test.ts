import fc from 'fast-check';
import type { UserRequest } from '../../harness/model/release.js';
import { userMix, WRITE_EVERY } from './user-mix.js';

const page = (name: string): UserRequest => ({ name, method: 'GET', path: `/${name}`, headers: {} });
const write = (name: string): UserRequest => ({ name, method: 'POST', path: `/${name}`, headers: {}, body: name });

test('the first tenth turn is the first write, and pages take turns around it', () => {
  const at = userMix([page('front'), write('order'), page('item')]);
  const names = Array.from({ length: 12 }, (_, turn) => at(turn).name);
  expect(names).toEqual(['front', 'item', 'front', 'item', 'front', 'item', 'front', 'item', 'front', 'order', 'item', 'front']);
});

test('of any load a tenth are writes, each as often as another, and so are pages', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 400 }), (pages, writes, total) => {
    const requests = [...Array.from({ length: pages }, (_, n) => page(`p${n}`)), ...Array.from({ length: writes }, (_, n) => write(`w${n}`))];
    const at = userMix(requests);
    const counts = new Map(requests.map(({ name }) => [name, 0]));
    for (let turn = 0; turn < total; turn += 1) counts.set(at(turn).name, (counts.get(at(turn).name) ?? 0) + 1);
    const of = (kind: string): number[] => [...counts].filter(([name]) => name.startsWith(kind)).map(([, count]) => count);
    expect(of('w').reduce((sum, count) => sum + count, 0)).toBe(Math.floor(total / WRITE_EVERY));
    for (const kind of [of('w'), of('p')]) expect(Math.max(...kind) - Math.min(...kind)).toBeLessThanOrEqual(1);
  }));
});

test.each([['pages', [write('order')]], ['writes', [page('front')]]])('without %s there is no mix', (_, requests) => {
  expect(() => userMix(requests)).toThrow('expected pages and writes');
});
