import fc from 'fast-check';
import { scoreOf, scoresBy } from '../../audit/score.js';
import type { AuditResults, MutantResult, MutantStatus } from '../../model/audit.js';
import { SCHEMA_VERSION, type ScenarioEnd } from '../../model/journal.js';
import type { RunResults, ScenarioResult } from '../results.js';

/** A page that is blank was refused for it, as it must be, but for what a test changes about it. */
export const scenarioResult = (changes: Partial<ScenarioResult> = {}): ScenarioResult => ({
  id: 'a-page-is-blank',
  title: 'a page is blank',
  family: 'pages',
  location: { file: '/shop/scenarios/pages.scenario.ts', line: 3 },
  faults: [{ name: 'page.blank', summary: 'page front is blank' }],
  expectation: { verdict: 'rejected', because: 'pages', harm: 'hurt' },
  healthCheck: 'HTTP:80/health every 15 s',
  balancer: 'classic',
  outcome: 'as-expected',
  reason: 'check pages',
  harm: 'hurt',
  pace: 'fast',
  checksSent: 6,
  checksProjected: 1,
  wallSeconds: 9.5,
  verdict: { verdict: 'rejected', at: 80, comparison: '0 of 1 instances in service at 80 s' },
  confirmation: { state: 'confirmed', watchedSeconds: 20 },
  evidence: [],
  otherKinds: [],
  otherDecisions: [],
  users: [],
  events: [],
  reproduce: "npx canarybed run scenarios/pages.scenario.ts -t 'a page is blank'",
  ...changes,
});

/** The same page got through. */
export const surprise = (changes: Partial<ScenarioResult> = {}): ScenarioResult => scenarioResult({
  outcome: 'surprise',
  verdict: { verdict: 'accepted', at: 30, comparison: '1 of 1 instances in service at 30 s' },
  reason: 'in service',
  judgement: { outcome: 'surprise', differences: ['expected rejected, got accepted (1 of 1 instances in service at 30 s)'] },
  hurt: ['front: an empty page'],
  lastAnswer: '{"status":"pass"}',
  lastLines: ['GET / 200', 'GET /health 200'],
  ...changes,
});

/** What attempts came to before one was as expected. */
export const EARLIER = ['surprise: expected rejected, got accepted', 'timed-out'];

/** One without a verdict. */
export const failed = (outcome: 'harness-error' | 'control-refused' | 'timed-out', error: string, changes: Partial<ScenarioResult> = {}): ScenarioResult => {
  const { verdict: _verdict, reason: _reason, harm: _harm, confirmation: _sure, ...rest } = scenarioResult();
  return { ...rest, outcome, error, checksSent: 0, checksProjected: 0, ...changes };
};

export function runResults(scenarios: readonly ScenarioResult[], changes: Partial<RunResults> = {}): RunResults {
  const count = (outcome: ScenarioEnd['outcome']): number => scenarios.filter((scenario) => scenario.outcome === outcome).length;
  return {
    schemaVersion: SCHEMA_VERSION,
    facts: { startedAt: '2026-01-02T03:04:05.000Z', canarybed: '0.1.0', node: 'v22.1.0', platform: 'linux x64', processors: 2, command: 'canarybed run' },
    runtime: 'embedded',
    pace: 'fast',
    wallSeconds: 61.25,
    interrupted: false,
    counts: {
      'as-expected': count('as-expected'), surprise: count('surprise'), 'harness-error': count('harness-error'),
      'control-refused': count('control-refused'), 'timed-out': count('timed-out'), unrun: changes.unrun?.length ?? 0,
    },
    controls: [{ accepted: true, bootSeconds: 0.4, detail: '2 passes' }],
    scenarios,
    unrun: [],
    bodies: {},
    ...changes,
  };
}

export const mutant = (status: MutantStatus, changes: Partial<MutantResult> = {}): MutantResult => ({
  id: 'unset-setting:GREETING', area: 'settings', operator: 'unset-setting', target: 'GREETING', summary: 'GREETING is not set', breaks: 'release', status,
  detail: '1 of 1 instances in service', hurt: [], wallSeconds: 2.5, ...changes,
});

export const survivor = (changes: Partial<MutantResult> = {}): MutantResult => mutant('survived', {
  verdict: 'accepted', reason: 'in service', harm: 'hurt', judgedAt: 30, hurt: ['front: status 500 instead of 200'], advice: 'It would be seen by a check of pages.', ...changes,
});

export const auditResults = (mutants: readonly MutantResult[], changes: Partial<AuditResults> = {}): AuditResults => ({
  schemaVersion: 1, app: 'shop', runtime: 'embedded', node: 'v22.1.0', date: '2026-01-02T03:04:05.000Z', seed: 1,
  healthCheck: 'HTTP:80/health every 15 s', balancer: 'classic', learned: [],
  score: scoreOf(mutants), byArea: scoresBy('area', mutants), byOperator: scoresBy('operator', mutants),
  mutants, matrix: { checks: [], rows: [] }, tuning: [], controlBoots: [0.4], wallSeconds: 61.25, interrupted: false, ...changes,
});

const NASTY = [
  '\0', '\u001B[31m', '\u001B]8;;x\u0007', '\u0085', '\u2028', '\uD800', '\uFFFE', '\r', '\n', '\r\n', '\t', '<', '>', '&', '&lt;', '"', "'", ']]>', '<!--', '|', '\\', '\\|', '`', '```', '~~~', '*', '_', '[', ']',
  '](', '#', '-', '@', '!', '$', '%', '%0A', '%25', ':', '::', '::error::', '://', 'www.', ',', '=', ' ', 'a', 'é', '😀', '__proto__', '[[ATTACHMENT|/etc/passwd]]', '##[error]', '</script>',
];

/** Halves of surrogate pairs among them. */
const ANY_CHARACTER = fc.integer({ min: 0, max: 0x10ffff }).map((point) => String.fromCodePoint(point));

/** Texts as the worst of apps would write them. */
export const hostileText = (): fc.Arbitrary<string> => fc.oneof(fc.array(fc.constantFrom(...NASTY), { maxLength: 12 }).map((parts) => parts.join('')), fc.array(ANY_CHARACTER, { maxLength: 12 }).map((parts) => parts.join('')));

/** A surprise in which every text that comes from outside is one. */
export const hostileScenario = (): fc.Arbitrary<ScenarioResult> =>
  fc.tuple(hostileText(), hostileText(), hostileText(), hostileText(), hostileText()).map(([title, difference, answer, line, because]) => surprise({
    title,
    location: { file: `/shop/scenarios/${title}.scenario.ts`, line: 3 },
    expectation: { verdict: 'rejected', because },
    reason: because,
    judgement: { outcome: 'surprise', differences: [difference] },
    hurt: [line],
    lastAnswer: answer,
    lastLines: [line, answer],
    retries: { flaky: false, attempts: 2, earlier: [difference] },
  }));

/** The same of a survivor. */
export const hostileMutant = (): fc.Arbitrary<MutantResult> =>
  fc.tuple(hostileText(), hostileText(), hostileText(), hostileText()).map(([target, summary, hurt, detail]) => survivor({
    id: `unset-setting:${target}`, target, summary, hurt: [hurt], detail, advice: `Broken: ${summary}. ${hurt}`, scenario: hurt,
  }));
