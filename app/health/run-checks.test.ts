import type { HealthCheck } from './health-check.js';
import { runChecks } from './run-checks.js';

const LONG = { checkDeadlineMs: 30_000, deadlineMs: 40_000 };
const check = (name: string, run: HealthCheck['run']): HealthCheck => ({ name, componentType: 'component', run });
const never = (): Promise<never> => new Promise(() => undefined);

test('checks run side by side: each can wait for the others', async () => {
  let arrived = 0;
  let open: () => void = () => undefined;
  const all = new Promise<void>((resolve) => (open = resolve));
  const meeting = (name: string) => check(name, () => {
    arrived += 1;
    if (arrived === 3) open();
    return all;
  });
  const results = await runChecks([meeting('a'), meeting('b'), meeting('c')], LONG);
  expect(results.map(({ name, error }) => [name, error])).toEqual([['a', undefined], ['b', undefined], ['c', undefined]]);
});

test('a slow check fails alone, with its own deadline, and is told to stop', async () => {
  let told = false;
  const slow = check('slow', (signal) => {
    signal.addEventListener('abort', () => (told = true));
    return never();
  });
  const [first, second] = await runChecks([slow, check('quick', async () => undefined)], { checkDeadlineMs: 20, deadlineMs: 30_000 });
  expect(first).toMatchObject({ name: 'slow', error: { message: 'no answer within 20 ms' } });
  expect(second).not.toHaveProperty('error');
  expect(told).toBe(true);
});

test('no number of slow checks takes longer than the overall deadline', async () => {
  const results = await runChecks([check('a', never), check('b', never), check('c', never)], { checkDeadlineMs: 30_000, deadlineMs: 20 });
  expect(results.map(({ error }) => error?.message)).toEqual(Array(3).fill('no answer within 20 ms'));
});

test.each([
  ['rejects', () => Promise.reject(new Error('broken')), 'broken'],
  ['rejects with no error', () => Promise.reject('a text'), 'a text'],
  ['throws at once', () => { throw new Error('at once'); }, 'at once'],
])('a check that %s is a failed check', async (_, run, message) => {
  const [result] = await runChecks([check('x', run)], LONG);
  expect(result).toEqual({ name: 'x', componentType: 'component', durationMs: expect.any(Number), error: expect.objectContaining({ message }) });
});

test('no checks have no results', async () => expect(await runChecks([], LONG)).toEqual([]));
