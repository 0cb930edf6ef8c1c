import { applyFigures, withoutWait, type TimedCommand, type TimedRuns } from './apply-figures.js';

const GROUP = 'create aws_autoscaling_group.web';
const run = (whole: number, steps: Record<string, number>): TimedCommand => ({ whole, steps: { before: 3, took: new Map(Object.entries(steps)) } });
const ours: TimedRuns = { name: 'ours', runs: [run(12, { [GROUP]: 8 }), run(11, { [GROUP]: 8 }), run(19, { [GROUP]: 14 })] };
const other: TimedRuns = { name: 'other', runs: [run(6, { [GROUP]: 1 }), run(5, { [GROUP]: 1 }), run(9, { [GROUP]: 1 })] };

test('without the wait an apply has all but the step in which the group comes into service', () => {
  expect(withoutWait(run(12, { 'create aws_elb.web': 1, [GROUP]: 8 }))).toBe(4);
  expect(withoutWait(run(12, {}))).toBe(12);
});

test('an apply is compared whole and without the wait, each run less its own', () => {
  const { lines, reached } = applyFigures('apply', [ours, other]);
  expect(lines.map((line) => line.replace(/ {2,}/g, '  '))).toEqual([
    'apply: ours, median of 3  12.00 s',
    'apply: other, median of 3  6.00 s',
    '  ratio  2.00 times',
    "  before the first step, nearly all Terraform's own: ours 3.00 s, other 3.00 s",
    `  ${GROUP}, until in service: ours 8.00 s, other 1.00 s`,
    'apply without the wait for checks: ours, median of 3  4.00 s',
    'apply without the wait for checks: other, median of 3  5.00 s',
    '  ratio  0.80 times  (at most 1.1: reached)',
  ]);
  expect(reached).toBe(true);
});

test.each([
  [15.5, true],
  [15.6, false],
])('beside 14.1 s an apply of %p s without the wait is within the limit: %p', (rest, within) => {
  const side = (name: string, whole: number): TimedRuns => ({ name, runs: [run(whole + 1, { [GROUP]: 1 })] });
  expect(applyFigures('apply', [side('ours', rest), side('other', 14.1)]).reached).toBe(within);
});

test('what waits for no checks is compared whole alone', () => {
  const side = (name: string, seconds: number): TimedRuns => ({ name, runs: [run(seconds, { 'destroy aws_elb.web': 1 })] });
  expect(applyFigures('destroy', [side('ours', 4), side('other', 2)]).lines).toEqual([
    expect.stringMatching(/^destroy: ours, median of 1 +4.00 s$/),
    expect.stringMatching(/^destroy: other, median of 1 +2.00 s$/),
    expect.stringMatching(/^ {2}ratio +2.00 times/),
    expect.stringContaining('before the first step'),
    '  destroy aws_elb.web: ours 1.00 s, other 1.00 s',
  ]);
});

test('a step that only one takes is none of the other', () => {
  const alone: TimedRuns = { name: 'other', runs: [run(2, { 'modify aws_elb.web': 1 })] };
  expect(applyFigures('apply', [{ name: 'ours', runs: [run(2, {})] }, alone]).lines).toContain('  modify aws_elb.web: ours none, other 1.00 s');
});

test('where there is no other, nothing is compared', () => {
  const { lines, reached } = applyFigures('apply', [ours]);
  expect(lines.join('\n')).not.toContain('ratio');
  expect(reached).toBe(true);
});
