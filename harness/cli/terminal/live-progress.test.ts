import { wallNow, wallSleep } from '../../model/wall-clock.js';
import { LiveProgress } from './live-progress.js';
import { screenAfter } from './screen.testing.js';

const running: LiveProgress[] = [];
afterEach(() => {
  for (const progress of running.splice(0)) progress.stop();
});

function start({ signal = new AbortController().signal, columns = 80, redrawn = 60 } = {}): { progress: LiveProgress; screen: () => string[]; raw: () => string } {
  let raw = '';
  const terminal = { write: (text: string) => (raw += text), getWindowSize: (): [number, number] => [columns, 24] };
  const progress = new LiveProgress(terminal, { colour: false, signs: true }, 5, ['SURPRISE'], signal, redrawn);
  running.push(progress);
  return { progress, screen: () => screenAfter(raw), raw: () => raw };
}

test('lines stand above one that tells how far the run is', () => {
  const { progress, screen } = start();
  progress.say('runtime: embedded');
  progress.begun('a', 'one');
  progress.begun('b', 'two');
  progress.judged('a');
  progress.ended('c', 'SURPRISE rejected (disk)  three');
  expect(screen()).toEqual(['runtime: embedded', '✗ SURPRISE rejected (disk)  three', '1 of 5 ended, 1 judged and watched, 1 surprise, 0 s; longest 0 s: two']);
});

test('what is to be run again has not ended, is no surprise yet, and is not at work', () => {
  const { progress, screen } = start();
  progress.begun('a', 'one');
  progress.judged('a');
  progress.retried('a', 'SURPRISE rejected (disk)  one, to be run again');
  expect(screen().at(-1)).toBe('0 of 5 ended, 0 surprises, 0 s');
  progress.begun('a', 'one');
  expect(screen().at(-1)).toBe('0 of 5 ended, 0 surprises, 0 s; longest 0 s: one');
});

test('once stopped the line is gone, and what is said then stays alone', () => {
  const { progress, screen } = start();
  progress.stop();
  progress.say('\n5 of 5 releases were judged as expected');
  expect(screen()).toEqual(['', '5 of 5 releases were judged as expected', '']);
});

test('an interruption takes the line away at once', () => {
  const interrupted = new AbortController();
  const { progress, screen } = start({ signal: interrupted.signal });
  interrupted.abort();
  progress.judged('a');
  expect(screen()).toEqual(['']);
});

test('a title cannot steer the terminal, and a narrow window cuts it', () => {
  const { progress, screen, raw } = start({ columns: 50 });
  progress.begun('a', 'first\u001b[2J\nsecond, which is long');
  expect(screen()).toEqual(['0 of 5 ended, 0 surprises, 0 s; longest 0 s: f...']);
  expect(raw()).not.toContain('[2J');
});

test('its seconds go on although nothing happens', async () => {
  const { screen } = start({ redrawn: 0.02 });
  for (const giveUpAt = wallNow() + 10; !/[1-9]\d* s$/.test(screen().at(-1) ?? '') && wallNow() < giveUpAt; ) await wallSleep(0.02);
  expect(screen()).toEqual([expect.stringMatching(/^0 of 5 ended, 0 surprises, [1-9]\d* s$/)]);
});
