import fc from 'fast-check';
import { failingChecks } from './health-answer.js';

test.each<[string, unknown, string[]]>([
  ['the health+json form', { status: 'fail', checks: { pages: [{ status: 'fail' }], database: [{ status: 'pass' }] } }, ['pages']],
  ['several, sorted', { checks: { pages: { status: 'fail' }, database: { status: 'FAIL' } } }, ['database', 'pages']],
  ['one bad result among many', { checks: { database: [{ status: 'pass' }, { status: 'fail' }] } }, ['database']],
  ['the words of other formats', { checks: { a: { status: 'DOWN' }, b: 'error', c: 'unhealthy', d: { status: 'UP' } } }, ['a', 'b', 'c']],
  ['plain booleans', { checks: { database: false, pages: true } }, ['database']],
  ['a warning is not a failure', { checks: { disk: [{ status: 'warn' }] } }, []],
  ['results without a status', { checks: { disk: [{}, null, 7], pages: null } }, []],
])('%s', (_, answer, names) => expect(failingChecks(JSON.stringify(answer))).toEqual(names));

test.each([undefined, '', 'OK', '{', 'null', '7', '"fail"', '[]', '{"checks":null}', '{"checks":"fail"}', '{"status":"fail"}'])(
  '%p names no check',
  (body) => expect(failingChecks(body)).toEqual([]),
);

test('no body at all makes it throw, and what it names is sorted', () => {
  fc.assert(fc.property(fc.json(), (body) => {
    for (const text of [body, `{"checks":${body}}`, body.slice(1)]) {
      const names = failingChecks(text);
      expect(names).toEqual([...names].sort());
    }
  }));
});
