import type { RunResults } from '../report/results.js';
import { runCommand } from './started-program.testing.js';
import { TinyProject } from './tiny-project.testing.js';

/** Each run writes its reports into its project, so two at once need two. */
const projects = ['fast', 'realtime'].map(() => new TinyProject().scenarios('one', `scenario('a good release', { expect: 'accepted' });`));
const [fast, realtime] = projects as [TinyProject, TinyProject];

afterAll(() => projects.forEach((project) => project.remove()));

const results = (project: TinyProject): RunResults => JSON.parse(project.read('reports/results.json')) as RunResults;

let codes: unknown[];

beforeAll(async () => {
  const runs = await Promise.all([runCommand(fast, ['run']), runCommand(realtime, ['run', '--pace', 'realtime'])]);
  codes = runs.map(({ code }) => code);
});

test('both paces come to the same verdict', () => {
  expect(codes).toEqual([0, 0]);
  expect(results(fast).scenarios[0]?.verdict?.verdict).toBe('accepted');
  expect(results(realtime).scenarios[0]?.verdict?.verdict).toBe('accepted');
});

test('the fast pace confirms it by a watch of one true gap', () => {
  const confirmation = results(fast).scenarios[0]?.confirmation;
  expect(confirmation).toEqual({ state: 'confirmed', watchedSeconds: expect.any(Number) });
  expect(confirmation?.state === 'confirmed' && confirmation.watchedSeconds).toBeGreaterThanOrEqual(7);
});

test('real time needs no watch, since each check was sent at its slot', () => {
  expect(results(realtime)).toMatchObject({ pace: 'realtime', scenarios: [{ pace: 'realtime', confirmation: { state: 'measured' } }] });
  // The pass that puts it into service is due an interval or more after the first check.
  expect(results(realtime).scenarios[0]?.wallSeconds).toBeGreaterThanOrEqual(5);
});
