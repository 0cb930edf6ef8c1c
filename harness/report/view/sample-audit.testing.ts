import type { AuditArea, AuditResults, MutantResult, MutantStatus, Score } from '../../model/audit.js';

const STATUSES: readonly MutantStatus[] = ['killed', 'killed', 'survived', 'harmless', 'false-alarm', 'killed', 'ignored', 'invalid', 'timed-out', 'harmless'];
const AREAS: readonly AuditArea[] = ['settings', 'database', 'templates', 'old-fleet'];

/** Results of an audit that never was: of ten mutants one survived, one is a false alarm, one invalid, one timed out, one ignored. */
export function sampleAudit(count: number, text: (plain: string) => string = (plain) => plain): AuditResults {
  const mutants = Array.from({ length: count }, (_, index) => sampleMutant(index, text));
  const groups = (of: (mutant: MutantResult) => string): Record<string, Score> =>
    Object.fromEntries([...new Set(mutants.map(of))].map((name) => [name, scoreOf(mutants.filter((mutant) => of(mutant) === name))]));
  const broken = mutants.filter(({ status }) => status === 'killed' || status === 'survived');
  return {
    schemaVersion: 1,
    app: text('shop'),
    runtime: 'embedded',
    node: 'v20.19.0',
    date: '2026-01-02T03:04:05.678Z',
    seed: 7,
    healthCheck: 'HTTP:80/health every 15 s, 5 s timeout, 2 passes up, 10 failures down',
    balancer: 'classic',
    learned: [text('11 settings, 11 of them read')],
    score: scoreOf(mutants),
    byArea: groups(({ area }) => area),
    byOperator: groups(({ operator }) => operator),
    mutants,
    matrix: {
      checks: ['database', 'pages', 'queue', 'timeout'],
      rows: broken.map(({ id, status }) => ({ mutant: id, caughtBy: status === 'killed' ? ['database'] : [] })),
    },
    tuning: [{ setting: 'UnhealthyThreshold', now: '10', proposed: '3', why: text('an instance that goes bad serves users for up to 155 s') }],
    controlBoots: [0.7],
    facts: { startedAt: '2026-01-02T03:01:45.678Z', canarybed: '0.1.0', node: 'v20.19.0', platform: 'linux x64', processors: 2, command: text('canarybed audit --break-on 70') },
    breakOn: 70,
    baseline: { known: [], fresh: mutants.filter(({ status }) => status === 'survived').slice(0, 2).map(({ id }) => id), fixed: [] },
    wallSeconds: 200,
    interrupted: false,
  };
}

function scoreOf(mutants: readonly MutantResult[]): Score {
  const count = (status: MutantStatus): number => mutants.filter((mutant) => mutant.status === status).length;
  const counts = {
    killed: count('killed'), survived: count('survived'), 'false-alarm': count('false-alarm'), harmless: count('harmless'),
    invalid: count('invalid'), ignored: count('ignored'), 'timed-out': count('timed-out'),
  };
  const share = (part: number, whole: number): number => Math.round((part / whole) * 1000) / 10;
  const [broken, good] = [counts.killed + counts.survived, counts.harmless + counts['false-alarm']];
  return {
    ...(broken > 0 ? { sensitivity: share(counts.killed, broken) } : {}),
    ...(good > 0 ? { specificity: share(counts.harmless, good) } : {}),
    counts,
  };
}

function sampleMutant(index: number, text: (plain: string) => string): MutantResult {
  const status = STATUSES[index % STATUSES.length] ?? 'killed';
  const area = AREAS[index % AREAS.length] ?? 'settings';
  const isJudged = !['invalid', 'ignored', 'timed-out'].includes(status);
  const isHurt = status === 'killed' || status === 'survived';
  const isMiss = status === 'survived' || status === 'false-alarm';
  return {
    id: `unset-${area}:THING_${index}`,
    area,
    operator: `unset-${area}`,
    target: `THING_${index}`,
    summary: text(`THING_${index} is not set`),
    breaks: 'release',
    status,
    detail: text(isJudged ? '0 of 1 instances in service at the deadline of 60 s' : 'it was not chosen'),
    hurt: isHurt ? Array.from({ length: 1 + (index % 6) }, (_, number) => text(`page ${number}: status 500 instead of 200`)) : [],
    wallSeconds: 4.5,
    ...(isJudged
      ? {
          verdict: status === 'killed' || status === 'false-alarm' ? 'rejected' : 'accepted',
          judgedAt: 60,
          reason: text('check database'),
          harm: isHurt ? 'hurt' : 'fine',
          observed: { outcome: 'response-code-mismatch', status: 503, body: text('{"status":"fail"}'), failingChecks: ['database'], exits: [], listening: true },
          checks: { database: status === 'killed', pages: false },
        }
      : {}),
    ...(isMiss ? { advice: text('Broken: THING is not set. The check said 200. Ask for it in the check.'), scenario: text(`scenario('THING_${index} is not set', {\n  expect: 'rejected',\n});`) } : {}),
  };
}
