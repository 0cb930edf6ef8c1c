import fc from 'fast-check';
import type { UserAnswer } from '../model/journal.js';
import { differingAnswers } from './compare-answers.js';

const good = (changes: Partial<UserAnswer> = {}): UserAnswer => ({ request: 'front', status: 200, contentType: 'text/html', body: 'Kettles', tookMs: 5, ...changes });

const without = (answer: UserAnswer, ...names: (keyof UserAnswer)[]): UserAnswer =>
  Object.fromEntries(Object.entries(answer).filter(([name]) => !names.includes(name as keyof UserAnswer))) as unknown as UserAnswer;

const refused: UserAnswer = { request: 'front', error: 'ECONNREFUSED', tookMs: 1 };

const CONTROL = [[good()], [good({ tookMs: 7 })]];

test.each<[string, UserAnswer, string]>([
  ['another status', good({ status: 500 }), 'front: status 500 instead of 200'],
  ['another type', good({ contentType: 'text/plain' }), 'front: type text/plain instead of text/html'],
  ['no type', without(good(), 'contentType'), 'front: type none instead of text/html'],
  ['a redirect with the same status', good({ location: '/login' }), 'front: location /login instead of none'],
  ['another text', good({ body: 'Teapots!' }), 'front: another text (8 instead of 7 characters)'],
  ['another text of the same length', good({ body: 'kettles' }), 'front: another text (7 instead of 7 characters)'],
  ['nothing to see', good({ body: '' }), 'front: an empty page'],
  ['no body', without(good(), 'body'), 'front: an empty page'],
  ['no answer', refused, 'front: ECONNREFUSED'],
  ['a page that was never asked of the control', good({ request: 'cart' }), 'cart: the control was never asked this'],
])('%s hurts users', (_, answer, sentence) => expect(differingAnswers(CONTROL, [answer])).toEqual([sentence]));

test('the first difference alone is told of a page, and every page that differs is', () => {
  const control = [[good(), good({ request: 'item' }), good({ request: 'order' })]];
  const answers = [good({ status: 500, contentType: 'text/plain', body: '' }), good({ request: 'item' }), good({ request: 'order', body: '' })];
  expect(differingAnswers(control, answers)).toEqual(['front: status 500 instead of 200', 'order: an empty page']);
});

test('the same answers are fine however long they took', () => {
  expect(differingAnswers(CONTROL, [good({ tookMs: 4000 }), good({ tookMs: 1 })])).toEqual([]);
});

describe('a page whose text differs from one time to the next on the control too', () => {
  const control = [[good({ body: 'at 10:01' })], [good({ body: 'at 10:02' })]];

  test('may have any text', () => expect(differingAnswers(control, [good({ body: 'at 10:03' })])).toEqual([]));

  test('must not be empty, nor of another status', () => {
    expect(differingAnswers(control, [good({ body: '' }), good({ status: 401, body: 'at 10:04' })])).toEqual(['front: an empty page', 'front: status 401 instead of 200']);
  });
});

test.each<[string, UserAnswer, string]>([
  ['what it misses of the expected', good({ missed: 'expected text "Kettles"', body: 'Tea' }), 'front: expected text "Kettles"'],
  ['another status first, which says more', good({ missed: 'expected text "Kettles"', status: 500 }), 'front: status 500 instead of 200'],
])('of an answer is told %s', (_, answer, sentence) => expect(differingAnswers(CONTROL, [answer])).toEqual([sentence]));

describe('a control that itself failed', () => {
  test('is matched by the same failure', () => expect(differingAnswers([[refused]], [refused])).toEqual([]));

  test('differs from another failure, and from an answer', () => {
    expect(differingAnswers([[refused]], [{ ...refused, error: 'ECONNRESET' }, good()])).toEqual([
      'front: ECONNRESET',
      'front: status 200 instead of ECONNREFUSED',
    ]);
  });

  test('is compared by its own status when it answered with one', () => {
    expect(differingAnswers([[good({ status: 500 })]], [good({ status: 500 })])).toEqual([]);
  });
});

describe('a place that a page leads to', () => {
  const led = (location: string): UserAnswer => good({ status: 303, location });

  test.each([
    ['/thanks?order=17', '/thanks?order=18'],
    ['/thanks?order=17&signature=a1b2c3', '/thanks?order=9&signature=f0e9'],
    ['/orders/3f2504e0-4f89-11d3', '/orders/7c9e6679-7425-40de'],
  ])('%s is like %s, since numbers and signatures differ each time', (one, other) => {
    expect(differingAnswers([[led(one)]], [led(other)])).toEqual([]);
  });

  test.each([
    ['/thanks?order=17', '/login?order=17'],
    ['/thanks', 'https://till.example.com/thanks'],
  ])('%s is not like %s', (one, other) => {
    expect(differingAnswers([[led(one)]], [led(other)])).toEqual([`front: location ${other} instead of ${one}`]);
  });
});

describe('a place that the control itself gave differently from one time to the next', () => {
  const made = (location: string): UserAnswer => good({ status: 201, location });
  const control = [[made('https://app.example.com/scores/Gt3VYtacr4')], [made('https://app.example.com/scores/vdvxfGYnnF')]];
  const differing = (location: string): string[] => differingAnswers(control, [made(location)]);

  test.each(['oVSaGpdToE', 'ex8RADk', 'a'])('may end in %s, as it may in any id, with numbers and without', (id) => {
    expect(differing(`https://app.example.com/scores/${id}`)).toEqual([]);
  });

  test.each(['https://app.example.com/players/oVSaGpdToE', 'https://app.example.com/scores/', 'https://app.example.com/scores', 'https://app.example.com/scores/oVSaGpdToE/again', 'http://app.example.com/scores/oVSaGpdToE'])(
    'is not like %s',
    (location) => expect(differing(location)).toEqual([`front: location ${location} instead of https://app.example.com/scores/Gt3VYtacr4`]),
  );
});

describe('what the control gave in any round, be it not the first, is no difference', () => {
  const upsert = (status: number, changes: Partial<UserAnswer> = {}): UserAnswer => good({ status, ...changes });

  test.each<[string, UserAnswer[], UserAnswer[]]>([
    ['of status', [upsert(201), upsert(200), upsert(200)], [upsert(201), upsert(200)]],
    ['of status, without a text', [upsert(201), upsert(204, { body: '' })], [upsert(204, { body: '' })]],
    ['of type', [good(), good({ contentType: 'text/plain' })], [good({ contentType: 'text/plain' })]],
    ['of place', [good({ location: '/home' }), good()], [good(), good({ location: '/home' })]],
    ['of place that was longer', [good({ location: '/home' }), good({ location: '/home/1' })], [good({ location: '/home/2' })]],
    ['of error', [good(), refused], [refused, good()]],
    ['of error in the first', [refused, good()], [refused, good()]],
  ])('%s', (_, control, answers) => expect(differingAnswers(control.map((each) => [each]), answers)).toEqual([]));

  test.each<[string, UserAnswer[], UserAnswer, string]>([
    ['status', [upsert(201), upsert(200)], upsert(500), 'front: status 500 instead of 201'],
    ['type', [good(), good({ contentType: 'text/plain' })], good({ contentType: 'image/png' }), 'front: type image/png instead of text/html'],
    ['place', [good({ location: '/home' }), good()], good({ location: '/login' }), 'front: location /login instead of /home'],
    ['type, though a round had no answer', [refused, good()], without(good(), 'contentType'), 'front: type none instead of text/html'],
  ])('what none gave is one of %s, told beside what the first gave', (_, control, found, sentence) => {
    expect(differingAnswers(control.map((each) => [each]), [found])).toEqual([sentence]);
  });
});

const answer = fc.record({
  request: fc.constantFrom('front', 'item'),
  status: fc.constantFrom(200, 303, 500),
  contentType: fc.constantFrom('text/html', 'text/plain'),
  location: fc.constantFrom('/a', '/b/1', '/b/2'),
  body: fc.constantFrom('', 'x', 'y'),
  error: fc.constantFrom('ECONNRESET', 'aborted'),
  tookMs: fc.nat(5000),
}, { requiredKeys: ['request', 'tookMs'] });

test('no answer differs from a control that gave the same, and each differing one has a sentence that begins with its name', () => {
  fc.assert(fc.property(fc.array(answer), fc.array(answer), (control, answers) => {
    const one = [...new Map(control.map((each) => [each.request, each])).values()];
    expect(differingAnswers([one, one], one)).toEqual([]);
    const sentences = differingAnswers([one], answers);
    expect(sentences.length).toBeLessThanOrEqual(answers.length);
    for (const sentence of sentences) expect(sentence).toMatch(/^(front|item): \S/);
  }));
});
