import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { auditResultsOf, UNENDED, type Audited } from '../audit/audit-results.js';
import { scenarioText } from '../audit/as-scenario.js';
import { auditStartOf } from '../audit/audit-start.js';
import { AuditTestbed } from '../audit/audit-testbed.js';
import { parseBaseline } from '../audit/baseline.js';
import { readAuditInput } from '../audit/config/read-audit-input.js';
import { deriveMutants } from '../audit/derive.js';
import { foreseeSubject } from '../audit/foresee.js';
import { keptApp } from '../audit/kept-app.js';
import { learn, learnedLines } from '../audit/learn/learn.js';
import { limitFor } from '../audit/limit.js';
import { countsLine } from '../audit/counts-line.js';
import { recall, runAgain, type Recalled } from '../audit/recall.js';
import { identityOf, isOf, readMemory, remembering, rememberedResults, rememberedSubject, writeMemory } from '../audit/remember.js';
import { resetBy } from '../audit/reset.js';
import { runAudit, type AuditOptions } from '../audit/run-audit.js';
import { selectMutants, type Selected } from '../audit/select.js';
import type { AuditInput } from '../audit/settings.js';
import { changedSince } from '../audit/since.js';
import type { Subject } from '../audit/subject.js';
import { AUDIT_SCHEMA_VERSION, type AuditResults, type MutantResult } from '../model/audit.js';
import { ConfigError, describeError, EnvironmentError } from '../model/errors.js';
import { ownMark } from '../model/process-mark.js';
import { valuesGiven } from '../model/given-values.js';
import { SecretMask, secretsOf } from '../model/secrets.js';
import type { RuntimeWish } from '../model/runtime-wish.js';
import { wallDate, wallNow } from '../model/wall-clock.js';
import { OWN_FILES, REPORTS } from '../model/report-files.js';
import { auditExitCode } from '../report/audit-exit-code.js';
import { auditLines, resultLine } from '../report/audit-lines.js';
import { jsonText } from '../report/formats/json.js';
import { JournalFile } from '../report/journal-file.js';
import { toldLine } from '../report/told-line.js';
import { lookAhead } from '../runner/load-run.js';
import { runFacts } from '../runner/run-facts.js';
import { chooseRuntime, POSTGRES_IMAGE, type RuntimeChoice } from '../runtime/choose-runtime.js';
import { imageId } from '../runtime/containers/inspect-image.js';
import { orUnreadable } from '../runtime/unreadable.js';
import type { AuditCommand } from './audit-options.js';
import { progressOn } from './terminal/progress-on.js';
import { withOutputFiles, writeAll } from './output-files.js';
import { filesOfReports } from './report-destinations.js';
import type { ReporterChoice } from './reporter-options.js';
import type { Reports } from './reports.js';
import { SoFarFile } from './so-far-file.js';

const RESULTS = join(REPORTS, OWN_FILES.audit.results);
const JOURNAL = join(REPORTS, OWN_FILES.audit.journal);
const MEMORY = '.canarybed/audit.json';

type Command = AuditCommand & { readonly runtime: RuntimeWish; readonly reporters?: readonly ReporterChoice[] };

/**
 * Breaks a release in every way that applies, asks of each whether its check refused it and whether users were hurt, and
 * tells the exit code.
 * @param version of canarybed
 * @param print a line of what was asked for; progress goes to standard error where that is not lines
 */
export async function audit(command: Command, version: string, signal: AbortSignal, print: (line: string) => void): Promise<number> {
  if (command.list && command.reporters) throw new ConfigError('audit: expected --list or --reporter, found both; a list boots nothing that a report could tell of');
  // It may be the report that this audit takes the place of.
  const known = command.baseline === undefined ? undefined : parseBaseline(textOf(command.baseline), command.baseline);
  if (command.list) return auditInto(undefined, command, known, version, signal, print);
  // Before anything is loaded: what cannot be audited must leave no report of an earlier audit.
  return withOutputFiles('audit', command.reporters, ({ reports }) => auditInto(reports, command, known, version, signal, print));
}

/** @param reports left out: what would be done is only listed */
async function auditInto(reports: Reports | undefined, command: Command, known: ReadonlySet<string> | undefined, version: string, signal: AbortSignal, print: (line: string) => void): Promise<number> {
  await lookAhead(command.runtime, true);
  const input = await readAuditInput(command.config, process.cwd());
  try {
    if (!reports) return await list(input, command, print);
    const say = command.output === 'lines' ? print : (line: string): void => void process.stderr.write(`${line}\n`);
    const choice = await chooseRuntime(input.runtime ?? command.runtime, [input.release.image?.name]);
    say(`runtime: ${choice.kind} (${choice.why})`);
    const testbed = new AuditTestbed(input.release, choice, signal);
    try {
      const prepared = await prepare(input, testbed, command, version, signal).catch((error: unknown) => Promise.reject(withoutSecrets(error, input)));
      const results = await carryOut(prepared, known, signal, say, (found) => reports.write(found, say));
      return report(prepared, results, say, print);
    } finally {
      await testbed.close();
    }
  } catch (error) {
    throw orUnreadable(error, input.release.folder);
  } finally {
    await input.dispose?.();
  }
}

/** @returns the exit code */
function report(prepared: Prepared, results: AuditResults, say: (line: string) => void, print: (line: string) => void): number {
  const { command } = prepared;
  if (command.output === 'json') print(JSON.stringify(results, null, 1));
  if (command.output === 'scenarios') print(keptText(prepared, results));
  for (const line of auditLines(results)) say(line);
  return auditExitCode(results);
}

/** Its evidence is what the app said, and that may be what it was given. */
function withoutSecrets(error: unknown, { release }: AuditInput): unknown {
  if (!(error instanceof EnvironmentError)) return error;
  const mask = new SecretMask(valuesGiven(release, []).flatMap(secretsOf));
  return new EnvironmentError(mask.deep(error.message), mask.deep(error.remedy));
}

/** What an audit would do, by what is known without a boot: learning may find more, and rule some out. */
async function list(input: AuditInput, command: Command, print: (line: string) => void): Promise<number> {
  const foreseen = foreseeSubject({ ...input, seed: command.selection.seed });
  const { run, ignored } = await selected(foreseen, input, command, true);
  const { leftOut = [] } = foreseen.learned;
  if (command.output === 'json') {
    for (const line of leftOut) process.stderr.write(`${line}\n`);
    print(JSON.stringify(run.map(({ id, area, operator, target, summary }) => ({ id, area, operator, target, summary })), null, 1));
    return 0;
  }
  for (const { id, area, summary } of run) print(`${area.padEnd(12)} ${id}: ${summary}`);
  for (const line of leftOut) print(line);
  print(`${run.length} mutants, ${ignored.length} ignored, by what is known without a boot`);
  return 0;
}

async function selected(subject: Subject, input: AuditInput, { selection }: Command, foreseen = false): Promise<Selected> {
  const { since } = selection;
  const changed = since === undefined ? undefined : await changedSince(since, input.release, process.cwd(), input.sources);
  // Of what was drawn another seed, or one file more, leaves out what a rule speaks of.
  const mayLack = foreseen || subject.learned.drawnBy !== undefined;
  return selectMutants(deriveMutants(subject), { ...selection, ignore: [...input.ignore, ...selection.ignore] }, changed, mayLack);
}

interface Prepared {
  readonly command: Command;
  readonly input: AuditInput;
  readonly testbed: AuditTestbed;
  readonly subject: Subject;
  readonly selected: Selected;
  readonly recalled: Recalled | undefined;
}

async function prepare(input: AuditInput, testbed: AuditTestbed, command: Command, version: string, signal: AbortSignal): Promise<Prepared> {
  // Opening the testbed builds it; what is remembered is known by what was built.
  if (command.incremental) await testbed.build();
  const { choice } = testbed;
  const { seed } = command.selection;
  const identity = command.incremental ? await identityOf(input, { runtime: choice.kind, version, images: await imagesOf(input.release, choice), leftOut: ownFilesOf(command), seed }) : undefined;
  const past = identity && readMemory(MEMORY);
  const subject = (past && isOf(past, identity) ? rememberedSubject(past, input) : undefined) ?? (await learn({ ...input, seed }, testbed, signal));
  const chosen = await selected(subject, input, command);
  const recalled = identity && recall(past, identity, input, subject, [...chosen.run, ...chosen.ignored.map(({ mutant }) => mutant)]);
  return { command, input, testbed, subject, recalled, selected: chosen };
}

/** What is read and written beside the app, wherever that is. */
const ownFilesOf = ({ baseline, reporters }: Command): string[] => [...(baseline === undefined ? [] : [resolve(baseline)]), ...filesOfReports('audit', reporters)];

/** Ids of what its containers are started from. */
const imagesOf = ({ image }: AuditInput['release'], { kind }: RuntimeChoice): Promise<string[]> =>
  Promise.all((kind === 'containers' && image ? [image.name, POSTGRES_IMAGE] : []).map(imageId));

async function carryOut(
  { command, input, testbed, subject, selected, recalled }: Prepared,
  known: ReadonlySet<string> | undefined,
  signal: AbortSignal,
  say: (line: string) => void,
  writeReports: (results: AuditResults) => void,
): Promise<AuditResults> {
  const { run, ignored } = selected;
  const startedAt = wallNow();
  const facts = await runFacts();
  const { choice } = testbed;
  const journal = new JournalFile(JOURNAL);
  for (const values of valuesGiven(subject.release, [])) journal.learnSecrets(values);
  const memory = recalled?.memory;
  const results = new Map(memory ? rememberedResults(memory, run) : []);
  const toRun = run.filter(({ id }) => !results.has(id));
  for (const line of journal.mask(learnedLines(subject))) say(toldLine(line));
  const asked = { runtime: choice.kind, node: process.version, facts: journal.mask(facts), date: wallDate(), seed: command.selection.seed, breakOn: command.breakOn, baseline: known };
  const start = auditStartOf(input, selected, { ...asked, learned: journal.mask(learnedLines(subject)) });
  journal.write({ type: 'audit-started', schemaVersion: AUDIT_SCHEMA_VERSION, ...start });
  for (const result of results.values()) journal.write({ type: 'mutant-ended', result });
  type Found = Pick<Audited, 'timings' | 'controlBoots' | 'interrupted' | 'underWay'>;
  const foundSoFar = (found: Found): Audited => ({ results, wallSeconds: wallNow() - startedAt, ...found });
  const resultsWith = (found: Found): AuditResults => auditResultsOf(start, foundSoFar(found));
  const write = (found: Omit<Found, 'underWay'>): AuditResults => {
    const { results: _told, ...ended } = foundSoFar(found);
    journal.write({ type: 'audit-ended', ...ended });
    const whole = auditResultsOf(start, { results, ...ended });
    writeAll([() => journal.flush(), () => writeFileSync(RESULTS, jsonText(whole))]);
    if (memory) writeMemory(MEMORY, remembering(memory, input, subject, toRun, { results, ...found }, (value) => journal.mask(value)));
    writeReports(whole);
    return whole;
  };
  // An interruption may end the process before the audit has stopped.
  const atExit = (): void => void write(UNENDED);
  const soFar = new SoFarFile(RESULTS, () => jsonText(resultsWith({ ...UNENDED, underWay: { of: start.ids.length, writer: ownMark() } })));
  soFar.write();
  for (const line of journal.mask([countsLine({ run: run.length, remembered: results.size, again: recalled ? runAgain(recalled, toRun) : undefined, ignored: ignored.length })])) say(toldLine(line));
  process.once('exit', atExit);
  const stream = command.output === 'lines' ? process.stdout : process.stderr;
  const progress = progressOn(stream, { total: toRun.length, awaited: ['SURVIVED', 'FALSE ALARM'], signal, print: say });
  try {
    const tell = (result: MutantResult): void => (result.status === 'ignored' ? undefined : progress.ended(result.id, resultLine(result)));
    const end = await runAudit(subject, toRun, ignored, {
      choice, journal, signal,
      ...wishesOf(command, input, subject, signal),
      openTestbed: () => testbed.open(),
      onBegin: ({ id }) => progress.begun(id, id),
      onProvisional: ({ id }) => progress.judged(id),
      onAgain: ({ id }) => progress.retried(id, `again       ${id}: somebody was answered late, or not at all; judged again when nothing else is at work`),
      onResult(mutant, result) {
        results.set(mutant.id, result);
        journal.write({ type: 'mutant-ended', result });
        soFar.writeSoon();
        tell(result);
      },
    });
    progress.stop();
    const measured = end.controlBoots.length > 0 || !memory ? end : memory;
    return write({ timings: measured.timings, controlBoots: measured.controlBoots, interrupted: end.interrupted });
  } finally {
    soFar.stop();
    progress.stop();
    process.off('exit', atExit);
    journal.flush();
  }
}

/** How mutants are run, as far as flags and the description say it. */
function wishesOf({ concurrency, limit }: Command, { readChecks, reset, watchFor }: AuditInput, { release }: Subject, signal: AbortSignal): Pick<AuditOptions, 'limit' | 'concurrency' | 'watchFor' | 'readChecks' | 'reset'> {
  return {
    limit: limit ?? limitFor(release),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(watchFor === undefined ? {} : { watchFor }),
    ...(readChecks ? { readChecks } : {}),
    ...(reset ? { reset: resetBy(reset, release, { signal }) } : {}),
  };
}

function keptText(prepared: Prepared, results: AuditResults): string {
  const { input, subject, command } = prepared;
  const kept = missesOf(prepared, results);
  const { release: described, describedIn = { kind: 'flags' } } = input;
  return scenarioText(kept, keptApp({ describedIn, flags: command.config, described, learned: subject.release }, kept.map(({ mutant }) => mutant)));
}

const missesOf = ({ selected: { run } }: Prepared, { mutants }: AuditResults) =>
  run.flatMap((mutant) => {
    const status = mutants.find(({ id }) => id === mutant.id)?.status;
    return status === 'survived' || status === 'false-alarm' ? [{ mutant, came: status } as const] : [];
  });

function textOf(file: string): string {
  try {
    return readFileSync(resolve(file), 'utf8');
  } catch (error) {
    throw new ConfigError(`--baseline ${file}: expected a file, found none that can be read: ${describeError(error)}`);
  }
}
