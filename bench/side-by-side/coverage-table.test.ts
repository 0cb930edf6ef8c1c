import { answers, call, refused, type Probe } from '../../harness/aws/probes/probe.js';
import { coverageTable } from './coverage-table.js';

const probe = (more: Partial<Probe>): Probe => ({
  id: 'a',
  sentence: 'a question',
  preparation: [],
  call: call('elb', 'DescribeTags'),
  documented: refused('ValidationError'),
  source: 'https://docs.aws.amazon.com/a.html',
  confidence: 'documented',
  ...more,
});

const answer = (asDocumented: boolean, answered = '200 {}', sameText?: boolean) => ({ probe: probe({}), asDocumented, answered, ...(sameText === undefined ? {} : { sameText }) });

const rowOf = (asked: Probe, ...given: ReturnType<typeof answer>[]): string | undefined =>
  coverageTable([asked], given.map((each, index) => ({ name: `server ${index}`, answers: [each] }))).split('\n').at(-1);

test('has a column for each server, and says first how many of its answers are as documented', () => {
  const table = coverageTable([probe({}), probe({ sentence: 'another' })], [{ name: 'ours', answers: [answer(true), answer(true)] }, { name: 'moto 5', answers: [answer(false), answer(true)] }]);
  expect(table.split('\n')).toEqual([
    '- ours: 2 of 2 as AWS documents',
    '- moto 5: 1 of 2 as AWS documents',
    '',
    '| probe | AWS documents | ours | moto 5 |',
    '| --- | --- | --- | --- |',
    '| a question | [`400 ValidationError`](https://docs.aws.amazon.com/a.html) | ✓ | ✗ `200 {}` |',
    '| another | [`400 ValidationError`](https://docs.aws.amazon.com/a.html) | ✓ | ✓ |',
  ]);
});

test('a server that was not there has an empty column', () => {
  const table = coverageTable([probe({})], [{ name: 'moto', answers: undefined }]);
  expect(table).toContain('- moto: not asked\n');
  expect(table.split('\n').at(-1)).toMatch(/\) \| {2}\|$/);
});

test('says of an answer where it comes from, unless AWS documents it', () => {
  expect(rowOf(probe({ confidence: 'inferred' }))).toContain('a.html), inferred |');
  expect(rowOf(probe({ source: 'botocore model: X' }))).toContain('`400 ValidationError` (botocore model: X) |');
});

test("says when an error is right and its text is not AWS's", () => {
  expect(rowOf(probe({}), answer(true, '', false), answer(true, '', true))).toMatch(/\| ✓ in other words \| ✓ \|$/);
});

test('leaves out what differs from run to run, and what is too long', () => {
  const line = `200 {"id":"i-0123456789abcdef0","at":"2026-01-01T00:00:00.000Z","path":"${'a'.repeat(200)}"}`;
  expect(rowOf(probe({}), answer(false, line))).toContain('✗ `200 {"id":"i-…","at":"…","path":"aaa');
  expect(rowOf(probe({}), answer(false, line))?.length).toBeLessThan(260);
});

test('no answer breaks the table', () => {
  expect(rowOf(probe({ documented: answers('a|b`c') }), answer(false, '500 |`'))).toMatch(/`200 "a\\\|b'c"`.*`500 \\\|'` \|$/);
});
