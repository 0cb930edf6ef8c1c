import type { AuditArea, MutantResult } from '../model/audit.js';
import type { Operator } from './mutant.js';

/**
 * What to do about a survivor or a false alarm: what was broken, what the check said, what users got, and what would
 * have told the difference. Undefined for every other status. Pure; says nothing that the result does not hold.
 */
export function adviceFor(result: MutantResult, operator: Operator | undefined): string | undefined {
  if (result.status === 'survived') return sentences(result.breaks === 'check' ? ofBlindAim(result) : ofSurvivor(result, operator));
  if (result.status === 'false-alarm') return sentences(ofFalseAlarm(result));
  return undefined;
}

const sentences = (parts: readonly (string | undefined)[]): string => parts.filter((part) => part !== undefined).join(' ');

const KEEP = 'Keep it as a scenario: `canarybed audit --as-scenarios` writes it.';

const ofSurvivor = (result: MutantResult, operator: Operator | undefined): (string | undefined)[] => [
  `Broken: ${result.summary}.`,
  `The check said ${saidBy(result)}.`,
  `Users were hurt: ${hurtOf(result)}.`,
  result.optional && 'The description calls this server optional, though users were hurt without it: let pages do without it, or take "optional" out of the description.',
  operator && `It would be seen by ${operator.seenBy}.`,
  laterOf(result),
  KEEP,
];

/** Users do not matter here: the answer came from something that knows nothing of the release's health. */
const ofBlindAim = (result: MutantResult): string[] => [
  `Broken: ${result.summary}.`,
  `It was answered ${saidBy(result)}.`,
  'Whatever answers there is not the health of the release, and a check with a mistake in its target would pass for ever.',
  'Let the app answer 404 for paths that it does not have, to the health check too.',
  KEEP,
];

const ofFalseAlarm = (result: MutantResult): (string | undefined)[] => [
  `Changed: ${result.summary}.`,
  `Users were served as ever, and the check said ${saidBy(result)}.`,
  failingOf(result),
  LOOSEN[result.area],
  KEEP,
];

/** What to take out of a check that refuses a good release, or to loosen in it. */
const LOOSEN: Record<AuditArea, string> = {
  settings: 'Either the release can do without this setting, and its start and its check should, too; or users need it, and a request that shows so belongs to the users of the audit.',
  database: 'Either the check asks more of the database than pages do: take that out; or pages need it, and a request that shows so belongs to the users of the audit.',
  migrations: 'Let the check mind only migrations that the database lacks, not ones that it has beyond those of the release, and let the deployment wait longer than migrations take.',
  tables: 'No request of the users of the audit needs this table: take it out of the check, or add one that does.',
  templates: 'No request of the users of the audit is answered with this template: take it out of the check, or add one that is.',
  static: 'No request of the users of the audit fetches this file: take it out of the check, or add one that does.',
  process: 'The release comes to serve its users, only later: make the deadline and the grace period longer than its start takes.',
  request: 'Let the health path answer the same whatever its Host, user agent, method, scheme, slash or query are; balancers and monitors differ in them.',
  dependencies: 'Report this server in the health answer and leave the status to what users need: while it is down, such a check takes every instance out at once.',
  'old-fleet': 'The release was refused for the fleet beside it, or that one for it: let the check of each pass on a schema that is newer than it knows.',
};

/** The status of its answer and the first words of that, or what came of it where there was none. */
function saidBy({ observed, verdict }: MutantResult): string {
  const { status, outcome, body } = observed ?? {};
  if (status === undefined) return outcome ?? (verdict === 'accepted' ? 'yes' : 'no');
  const words = (body ?? '').replace(/\s+/g, ' ').trim();
  const shown = words.length > FIRST_WORDS ? `${words.slice(0, FIRST_WORDS)}...` : words;
  return `${status}${shown === '' ? '' : ` "${shown}"`}${verdict === 'rejected' && outcome !== undefined ? ` (${outcome})` : ''}`;
}

/** Characters of an answer that are shown. */
const FIRST_WORDS = 60;

function failingOf({ observed }: MutantResult): string | undefined {
  const failing = observed?.failingChecks ?? [];
  return failing.length === 0 ? undefined : `In its answer ${list(failing)} failed.`;
}

/** Findings shown in full; the rest are many times the same. */
const SHOWN = 2;

function hurtOf({ hurt, observed, oldHarm, harm }: MutantResult): string {
  const found = hurt.length > 0 ? hurt : (observed?.hurtLater ?? []);
  const more = found.length > SHOWN ? `, and ${found.length - SHOWN} more` : '';
  const whose = oldHarm === 'hurt' && harm !== 'hurt' ? 'those of the old fleet' : 'their answers were not those of the unbroken release';
  return found.length === 0 ? whose : `${found.slice(0, SHOWN).map(withoutStop).join('; ')}${more}`;
}

/** One that is hurt only after a while passes any check that is asked but once. */
function laterOf({ hurt, observed, process }: MutantResult): string | undefined {
  if (process?.fate === 'died') return 'The process ended after it had been accepted: a healthy threshold of two or more, an interval apart, gives such a release the time to fail.';
  return hurt.length === 0 && (observed?.hurtLater ?? []).length > 0 ? 'It showed only a while after the verdict.' : undefined;
}

const list = (names: readonly string[]): string => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`);
const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '');
