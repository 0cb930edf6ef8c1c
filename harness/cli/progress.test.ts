import { wallNow, wallSleep } from '../model/wall-clock.js';
import { Progress } from './progress.js';

const running: Progress[] = [];
afterEach(() => {
  for (const progress of running.splice(0)) progress.stop();
});

function start(silence: number): { progress: Progress; lines: string[] } {
  const lines: string[] = [];
  const progress = new Progress(5, (line) => lines.push(line), silence);
  running.push(progress);
  return { progress, lines };
}

/** Waits until so many lines are there, and fails when they do not come. */
async function linesOf(lines: readonly string[], count: number): Promise<readonly string[]> {
  for (const giveUpAt = wallNow() + 5; lines.length < count && wallNow() < giveUpAt; ) await wallSleep(0.01);
  return lines.slice(0, count);
}

test('lines are printed as they come', () => {
  const { progress, lines } = start(60);
  progress.say('runtime: embedded');
  progress.ended('a', 'ok a');
  expect(lines).toEqual(['runtime: embedded', 'ok a']);
});

test('a run that is silent for long says how far it is, again and again', async () => {
  const { progress, lines } = start(0.03);
  progress.ended('a', 'ok a');
  expect(await linesOf(lines, 3)).toEqual(['ok a', '  ... 1 of 5 ended', '  ... 1 of 5 ended']);
});

test('it says how many are judged and only watched', async () => {
  const { progress, lines } = start(0.03);
  for (let judged = 0; judged < 3; judged += 1) progress.judged();
  progress.ended('a', 'ok a');
  expect((await linesOf(lines, 2)).at(-1)).toBe('  ... 1 of 5 ended, about 2 judged and watched for one true gap');
});

test('nothing is said after it was stopped', async () => {
  const { progress, lines } = start(0.02);
  progress.say('runtime: embedded');
  progress.stop();
  await wallSleep(0.08);
  expect(lines).toEqual(['runtime: embedded']);
});
