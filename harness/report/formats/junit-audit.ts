import type { AuditResults, MutantResult } from '../../model/audit.js';
import { junitText, type TestCase } from './junit-text.js';

/** An audit as JUnit's XML: a suite is an area, a test case is a mutant. Pure. */
export function junitOfAudit({ app, runtime, healthCheck, balancer, seed, mutants, baseline, wallSeconds, interrupted }: AuditResults): string {
  const known = new Set(baseline?.known ?? []);
  const areas = [...new Set(mutants.map(({ area }) => area))];
  const suites = areas.map((name) => ({ name, cases: mutants.filter(({ area }) => area === name).map((mutant) => caseOf(mutant, known.has(mutant.id))) }));
  return junitText(`canarybed audit of ${app}`, interrupted ? [...suites, INTERRUPTED] : suites, { runtime, balancer, healthCheck, seed, interrupted: interrupted ? 'true' : undefined }, wallSeconds);
}

/** Tools look at cases alone: without one an interrupted audit would be as good as a whole one. */
const INTERRUPTED = {
  name: 'interrupted',
  cases: [{ name: 'interrupted', classname: 'canarybed', seconds: 0, properties: {}, ending: { kind: 'error', type: 'interrupted', message: 'the audit was interrupted: there would have been more' } } as const],
};

function caseOf(mutant: MutantResult, known: boolean): TestCase {
  const { id, area, operator, target, summary, status, verdict, reason, harm, oldHarm, judgedAt, remembered, wallSeconds } = mutant;
  return {
    name: id,
    classname: `${area}.${operator}`,
    seconds: remembered === true ? 0 : wallSeconds,
    properties: { summary, target, status, verdict, reason, users: harm, usersOfOldFleet: oldHarm, timeToVerdict: judgedAt },
    ending: endingOf(mutant, known),
  };
}

function endingOf(mutant: MutantResult, known: boolean): TestCase['ending'] {
  const { status, detail } = mutant;
  switch (status) {
    case 'survived':
    case 'false-alarm': {
      const message = `${status === 'survived' ? 'survived' : 'false alarm'}: ${mutant.summary}`;
      // As the gate has it, so that a tool that counts failures comes to the same answer.
      return known ? { kind: 'skipped', message: `known to the baseline, let pass; ${message}` } : { kind: 'failure', type: status, message, text: textOf(mutant) };
    }
    case 'invalid':
    case 'timed-out':
      return { kind: 'error', type: status, message: firstLine(detail), text: detail };
    case 'ignored':
      return { kind: 'skipped', message: detail };
    default:
      return { kind: 'passed' };
  }
}

function textOf({ verdict, detail, hurt, advice, scenario }: MutantResult): string {
  const parts = [`${verdict ?? 'no verdict'}: ${detail}`, ...hurt.map((sentence) => `users: ${sentence}`), advice, scenario];
  return parts.filter((part) => part !== undefined).join('\n');
}

const firstLine = (text: string): string => text.split('\n')[0] ?? '';
