import fc from 'fast-check';
import { answerBody, prettyLines } from './answer-body.js';

const marksOf = (body: unknown): string[] =>
  answerBody(typeof body === 'string' ? body : JSON.stringify(body)).lines.filter(({ failing }) => failing).map(({ text }) => text.trim());

test('all lines of a failing check are marked, and none of the others', () => {
  const body = { status: 'fail', checks: { database: [{ status: 'fail', output: 'connect ECONNREFUSED' }], pages: [{ status: 'pass' }] } };
  expect(marksOf(body)).toEqual(['"database": [', '{', '"status": "fail",', '"output": "connect ECONNREFUSED"', '}', '],']);
});

test.each([
  ['Spring Boot', { status: 'DOWN', components: { db: { status: 'DOWN' }, disk: { status: 'UP' } } }, ['"db": {', '"status": "DOWN"', '},']],
  ['a plain object', { database: 'down', cache: 'up' }, ['"database": "down",']],
  ['the lines of Kubernetes', '[+]ping ok\n[-]etcd failed: reason withheld\nreadyz check failed\n', ['[-]etcd failed: reason withheld']],
  ['an answer that is all well', { status: 'pass', checks: { database: [{ status: 'pass' }] } }, []],
  ['text', 'Service Unavailable', []],
])('in %s', (_, body, marks) => {
  expect(marksOf(body)).toEqual(marks);
});

test('a body that was cut is shown as it is, with how long it was', () => {
  const { lines, cut } = answerBody(`{"status":"fa\n[cut here: 90000 bytes in all]`);
  expect(lines.map(({ text }) => text)).toEqual(['{"status":"fa']);
  expect(cut).toBe('only its first 8 KB were kept, of 90000 bytes');
});

test('whatever the JSON, its lines are the same document', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(JSON.parse(prettyLines(json).join('\n'))).toEqual(JSON.parse(json));
      expect(answerBody(json).lines.map(({ text }) => text)).toEqual(prettyLines(json));
    }),
  );
});

test('whatever the text, no line of it is lost', () => {
  fc.assert(fc.property(fc.array(fc.stringMatching(/^[a-z<&"{]{1,8}$/), { minLength: 1 }), (lines) => expect(prettyLines(`${lines.join('\n')}\n`)).toEqual(lines)));
});
