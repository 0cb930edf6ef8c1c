import fc from 'fast-check';
import { failingChecks, releaseIdOf } from './health-answer.js';

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

test.each<[string, unknown, string | undefined]>([
  ['the health+json form', { status: 'pass', releaseId: '2026.7', checks: {} }, '2026.7'],
  ['a failing answer', { status: 'fail', releaseId: 'abc' }, 'abc'],
  ['an empty id', { releaseId: '' }, ''],
  ['no id', { status: 'pass' }, undefined],
  ['an id that is no text', { releaseId: 7 }, undefined],
  ['an id of a check alone', { checks: { releaseId: 'x' } }, undefined],
  ['a list', [{ releaseId: 'x' }], undefined],
])('%s names the release %p %p', (_, answer, id) => expect(releaseIdOf(JSON.stringify(answer))).toBe(id));

test.each([undefined, '', 'OK', '{', 'null', '7', '"releaseId"', '{"releaseId":"x"'])('%p names no release', (body) => {
  expect(releaseIdOf(body)).toBeUndefined();
});

test('no body at all makes the search for a release throw', () => {
  fc.assert(fc.property(fc.json(), (body) => {
    for (const text of [body, body.slice(1)]) expect(['string', 'undefined']).toContain(typeof releaseIdOf(text));
    expect(releaseIdOf(`{"releaseId":${JSON.stringify(body)}}`)).toBe(body);
  }));
});
