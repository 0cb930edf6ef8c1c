import { isAbsolute, join } from 'node:path';
import type { AuditResults, MutantResult } from '../../model/audit.js';
import { auditSentence } from '../audit-lines.js';
import { runSentence, surpriseLines } from '../console-lines.js';
import { byHarm } from '../harm-order.js';
import { attemptsOf, FATE_WORDS, fateOf, inReadingOrder } from '../scenario-words.js';
import type { RunResults, ScenarioResult } from '../results.js';
import type { Place } from './format.js';
import { pathFrom } from './path-from.js';
import { workflowCommand, type Annotation } from './workflow-command.js';

/**
 * A run as annotations of GitHub Actions, each at the line of its scenario: errors for what is not as expected or has no
 * verdict, warnings for what is less than sure, a notice for the whole, or an error where it was interrupted. GitHub shows the first ten of each sort. Pure.
 */
export function githubOfRun(results: RunResults, reported: Place = {}): string {
  const place = placeOfRun(results, reported);
  const scenarios = inReadingOrder(results.scenarios);
  const refused = scenarios.filter(({ outcome }) => outcome === 'control-refused');
  const errors = scenarios.filter(({ outcome }) => !['as-expected', 'control-refused'].includes(outcome));
  const flaky = scenarios.filter((scenario) => fateOf(scenario) === 'flaky');
  return textOf([
    ...errors.map((scenario) => errorOf(scenario, place)),
    ...refusedOf(refused, place),
    ...flaky.map((scenario): Annotation => ({
      level: 'warning', title: `flaky: ${scenario.title}`, ...lineOf(scenario, place), message: [`as expected only at attempt ${scenario.retries?.attempts ?? 2}`, ...attemptsOf(scenario)].join('\n'),
    })),
    ...provisionalOf(scenarios.filter(({ confirmation }) => confirmation?.state === 'provisional'), place),
    { level: levelOf(results), title: 'canarybed', message: runSentence(results) },
  ]);
}

/** An audit as annotations: warnings for survivors and false alarms, errors for what came to no verdict and where it was interrupted. Pure. */
export function githubOfAudit(results: AuditResults): string {
  const known = new Set(results.baseline?.known ?? []);
  const of = (...wanted: readonly string[]): MutantResult[] => results.mutants.filter(({ id, status }) => wanted.includes(status) && !known.has(id));
  return textOf([
    ...of('invalid').map(({ id, detail }): Annotation => ({ level: 'error', title: `invalid: ${id}`, message: detail })),
    ...byHarm(of('survived')).map((mutant) => missOf('survived', mutant)),
    ...of('false-alarm').map((mutant) => missOf('false alarm', mutant)),
    ...of('timed-out').map(({ id, detail }): Annotation => ({ level: 'warning', title: `timed out: ${id}`, message: detail })),
    { level: levelOf(results), title: 'canarybed audit', message: auditSentence(results) },
  ]);
}

/** What is not there may be what would have been amiss. */
const levelOf = ({ interrupted }: { readonly interrupted: boolean }): Annotation['level'] => (interrupted ? 'error' : 'notice');

const textOf = (annotations: readonly Annotation[]): string => annotations.map((annotation) => `${workflowCommand(annotation)}\n`).join('');

function errorOf(scenario: ScenarioResult, place: Place): Annotation {
  const { keep: _gone, ...end } = scenario;
  // Its title and place are told by the annotation itself.
  const lines = surpriseLines(scenario, end).slice(2).map((line) => line.trim());
  return { level: 'error', title: `${FATE_WORDS[fateOf(scenario)]}: ${scenario.title}`, ...lineOf(scenario, place), message: lines.join('\n') };
}

/** One refused control is why all scenarios on it were not run: told once, with how many they are. */
function refusedOf(refused: readonly ScenarioResult[], place: Place): Annotation[] {
  return [...new Set(refused.map(({ error }) => error))].flatMap((error) => {
    const same = refused.filter((scenario) => scenario.error === error);
    const [first] = same;
    if (!first) return [];
    const title = same.length === 1 ? `control refused: ${first.title}` : `control refused: ${same.length} scenarios not run`;
    return [{ level: 'error', title, ...lineOf(first, place), message: error ?? FATE_WORDS['control-refused'] }];
  });
}

/** Together: where the watch was switched off it is all of them. */
function provisionalOf(scenarios: readonly ScenarioResult[], place: Place): Annotation[] {
  const [first] = scenarios;
  if (!first) return [];
  const one = scenarios.length === 1;
  return [
    {
      level: 'warning',
      title: one ? `provisional: ${first.title}` : `${scenarios.length} verdicts are provisional`,
      ...(one ? lineOf(first, place) : {}),
      message: [...new Set(scenarios.map(({ confirmation }) => (confirmation?.state === 'provisional' ? confirmation.why : '')))].join('\n'),
    },
  ];
}

/** Line 0 is one that is not known. */
const lineOf = ({ location: { file, line } }: ScenarioResult, place: Place): Pick<Annotation, 'file' | 'line'> =>
  line > 0 ? { file: fileInCheckout(file, place), line } : {};

/** Of a run in another folder of this checkout the report may be made in this one; of one in a checkout elsewhere nothing is known. */
function placeOfRun({ facts }: RunResults, place: Place): Place {
  const isHere = facts?.folder !== undefined && place.repository !== undefined && !isAbsolute(pathFrom(place.repository, join(facts.folder, 'file')));
  return isHere ? { ...place, folder: facts.folder } : place;
}

/** Results tell of files from the working folder on, which may be one of several in the checkout. */
function fileInCheckout(file: string, { folder, repository }: Place): string {
  if (folder === undefined || isAbsolute(file)) return pathFrom(repository, file);
  const path = pathFrom(repository, join(folder, file));
  return isAbsolute(path) ? file : path;
}

function missOf(what: string, { id, summary, verdict, reason, hurt, advice }: MutantResult): Annotation {
  const check = `${verdict ?? 'no verdict'}${reason === undefined ? '' : ` (${reason})`}`;
  return { level: 'warning', title: `${what}: ${id}`, message: [`${summary}: ${check}`, ...(advice === undefined ? hurt : [advice])].join('\n') };
}
