import { healthAnswer } from './health-answer.js';

const same = (text: string): string => text;

test('an answer without checks passes', () => {
  expect(healthAnswer('r1', [], same)).toEqual({ status: 'pass', releaseId: 'r1', checks: {} });
});

test('one failed check fails the answer, and says why', () => {
  const answer = healthAnswer('r2', [
    { name: 'database', componentType: 'datastore', durationMs: 12 },
    { name: 'pages', componentType: 'component', durationMs: 3, error: Object.assign(new Error('gone'), { code: '42P01' }) },
  ], same);
  expect(answer).toEqual({
    status: 'fail',
    releaseId: 'r2',
    checks: {
      database: [{ status: 'pass', componentType: 'datastore', observedValue: 12, observedUnit: 'ms' }],
      pages: [{ status: 'fail', componentType: 'component', observedValue: 3, observedUnit: 'ms', output: 'gone (42P01)' }],
    },
  });
});

test('a check that was not measured has no observed value', () => {
  const { checks } = healthAnswer('r3', [{ name: 'shutdown', error: new Error('stopping') }], same);
  expect(checks).toEqual({ shutdown: [{ status: 'fail', output: 'stopping' }] });
});

test('an output is redacted', () => {
  const { checks } = healthAnswer('r4', [{ name: 'x', error: new Error('with pw') }], (text) => text.replace('pw', '***'));
  expect(checks['x']).toEqual([{ status: 'fail', output: 'with ***' }]);
});
