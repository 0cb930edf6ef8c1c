import fc from 'fast-check';
import { PROBE_OUTCOMES, type ProbeResult } from '../model/probe-result.js';
import { isProjectable } from './projection.js';

const probe = (outcome: ProbeResult['outcome'], tookMs: number, status?: number): ProbeResult => ({
  at: 0, tookMs, outcome, detail: '', ...(status === undefined ? {} : { status }),
});

const timeout = probe('timeout', 5000);
const quick = probe('connection-refused', 3);

test.each<[string, ProbeResult[], boolean]>([
  ['three slow checks that ended the same way', [timeout, timeout, timeout], true],
  ['the same after others', [quick, probe('passed', 20, 200), timeout, timeout, timeout], true],
  ['slow answers with one status', Array<ProbeResult>(3).fill(probe('response-code-mismatch', 2500, 503)), true],
  ['slow passes', Array<ProbeResult>(3).fill(probe('passed', 2000, 200)), true],
  ['no check', [], false],
  ['two are too few', [timeout, timeout], false],
  ['quick ones are sent, since they cost nothing', [quick, quick, quick], false],
  ['a quick one among them', [timeout, probe('timeout', 20), timeout], false],
  ['another outcome among them', [timeout, probe('connection-reset', 4000), timeout], false],
  ['another outcome at the end', [timeout, timeout, timeout, quick], false],
  ['another status among them', [probe('response-code-mismatch', 2000, 500), probe('response-code-mismatch', 2000, 503), probe('response-code-mismatch', 2000, 500)], false],
])('%s', (_, probes, projectable) => expect(isProjectable(probes)).toBe(projectable));

const anyProbe = fc.record({ outcome: fc.constantFrom(...PROBE_OUTCOMES), tookMs: fc.integer({ min: 0, max: 6000 }) }).map(({ outcome, tookMs }) => probe(outcome, tookMs));

test('only the last three count, and only when all three are alike and slow', () => {
  fc.assert(fc.property(fc.array(anyProbe), anyProbe, (before, last) => {
    const slow = { ...last, tookMs: last.tookMs + 1000 };
    expect(isProjectable([...before, slow, slow, slow])).toBe(true);
    expect(isProjectable([...before, slow, slow, { ...slow, tookMs: 999 }])).toBe(false);
  }));
});
