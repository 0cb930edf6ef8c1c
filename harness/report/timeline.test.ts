import type { JournalEvent, JournalLine } from '../model/journal.js';
import { timelineOf } from './timeline.js';
import { drawTimeline } from './timeline-svg.js';

const SCENARIO = 'no-brakes';

const journal = (...events: JournalEvent[]): JournalLine[] => events.map((event, time) => ({ time, ...event }));

const started: JournalEvent = {
  type: 'scenario-started',
  scenario: SCENARIO,
  title: 'no <brakes>',
  family: 'wheels',
  location: { file: 'wheels.scenario.ts', line: 3 },
  faults: [{ name: 'file.remove', summary: 'brakes.txt is missing & gone' }],
  expectation: { verdict: 'rejected' },
  healthCheck: '',
  balancer: 'classic',
};
const rollout: JournalEvent = { type: 'rollout-started', scenario: SCENARIO, pace: 'fast', env: {} };
const event = (at: number, name: string, instance = 'i-1'): JournalEvent => ({ type: 'instance', scenario: SCENARIO, instance, at, event: name });
const probe = (at: number, status: number | undefined, changes: object = {}): JournalEvent => ({
  type: 'probe', scenario: SCENARIO, instance: 'i-1', phase: 'rollout', at, tookMs: 1, detail: '',
  ...(status === undefined ? { outcome: 'connection-refused' } : { outcome: status === 200 ? 'passed' : 'response-code-mismatch', status }),
  ...changes,
});
const ended: JournalEvent = {
  type: 'scenario-ended', scenario: SCENARIO, outcome: 'as-expected', verdict: { verdict: 'rejected', at: 60, comparison: '' },
  reason: 'check brakes', harm: 'hurt', pace: 'fast', checksSent: 2, checksProjected: 1, wallSeconds: 3,
};

test('each check is a mark at its slot, with what was answered, until the verdict', () => {
  const lines = journal(started, event(0, 'starting'), rollout, probe(0, undefined), event(1, 'listening'), probe(15, 503), probe(30, 200, { projected: true }), probe(75, 503, { phase: 'watch' }), event(80, 'exited'), ended);
  expect(timelineOf(lines, 'no <brakes>')).toEqual({
    title: 'no <brakes>',
    faults: ['brakes.txt is missing & gone'],
    lanes: [
      {
        instance: 'i-1',
        marks: [
          { at: 0, passed: false, label: 'connection-refused', projected: false },
          { at: 15, passed: false, label: '503', projected: false },
          { at: 30, passed: true, label: '200', projected: true },
        ],
        events: [{ at: 1, words: 'up' }],
      },
    ],
    verdict: { verdict: 'rejected', at: 60, comparison: '' },
    reason: 'check brakes',
    harm: 'hurt',
  });
});

test('of a rollout that was repeated only the second attempt is drawn', () => {
  const lines = journal(started, event(0, 'starting'), rollout, probe(0, 200), event(0, 'starting', 'i-2'), rollout, probe(0, 503, { instance: 'i-2' }), ended);
  expect(timelineOf(lines, 'no <brakes>')?.lanes.map(({ instance, marks }) => [instance, marks.length])).toEqual([['i-2', 1]]);
});

test('beside an old fleet time counts from the beginning of the rollout, and both fleets have their lanes', () => {
  const old = (at: number, name: string): JournalEvent => ({ type: 'instance', scenario: SCENARIO, instance: 'i-old', side: 'old', at, event: name });
  const canary = (at: number, name: string): JournalEvent => ({ type: 'instance', scenario: SCENARIO, instance: 'i-1', side: 'canary', at, event: name });
  const lines = journal(started, old(0, 'starting'), probe(0, 200, { instance: 'i-old' }), { type: 'phase', scenario: SCENARIO, phase: 'rollout', at: 30 },
    canary(31, 'starting'), rollout, probe(45, 200, { instance: 'i-old' }), canary(46, 'listening'), probe(60, 503), probe(91, 503), ended);
  expect(timelineOf(lines, 'no <brakes>')?.lanes).toEqual([
    { instance: 'i-old', side: 'old', marks: [{ at: 15, passed: true, label: '200', projected: false }], events: [] },
    { instance: 'i-1', side: 'canary', marks: [{ at: 30, passed: false, label: '503', projected: false }], events: [{ at: 16, words: 'up' }] },
  ]);
});

test.each([
  ['that is not there', journal(started, rollout, ended), 'brakes'],
  ['that was interrupted', journal(started, rollout), 'no <brakes>'],
])('a scenario %s has no timeline', (_, lines, title) => expect(timelineOf(lines, title)).toBeUndefined());

describe('the picture', () => {
  const drawn = (...events: JournalEvent[]): string => {
    const timeline = timelineOf(journal(started, rollout, ...events, ended), 'no <brakes>');
    return timeline ? drawTimeline(timeline) : '';
  };

  test('says in words what it shows, for those who do not see it, and escapes what the app and its owner wrote', () => {
    const svg = drawn(probe(0, 503));
    expect(svg).toContain('aria-label="no &lt;brakes&gt;: rejected at 60 s (check brakes), users hurt"');
    expect(svg).toContain('brakes.txt is missing &amp; gone');
    expect(svg).not.toContain('<brakes>');
  });

  test('tells a pass from a failure by its shape, and what was projected from what was measured', () => {
    const svg = drawn(probe(0, 200), probe(30, 503), probe(45, 503, { projected: true }));
    expect(svg.match(/<circle class="pass"/g)).toHaveLength(1);
    expect(svg.match(/<path class="fail"/g)).toHaveLength(2);
    expect(svg.match(/<path class="fail"[^>]*dasharray/g)).toHaveLength(1);
  });

  test('labels only those marks whose label does not cover the one before', () => {
    const svg = drawn(...Array.from({ length: 30 }, (_, index) => probe(2 * index, 503)));
    expect(svg.match(/<path class="fail"/g)).toHaveLength(30);
    expect(svg.match(/503 at/g)).toHaveLength(8);
  });

  test('joins the words of events that are close to each other', () => {
    const svg = drawn(probe(0, 503), event(10, 'listening'), event(10.5, 'fault-struck'), event(40, 'exited'));
    expect([...svg.matchAll(/class="soft"[^>]*>([^<]*)/g)].map((match) => match[1]).slice(1)).toEqual(['up, fault', 'ended']);
  });

  test('needs nothing beside it', () => expect(drawn(probe(0, 200)).replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|<script|href/));
});
