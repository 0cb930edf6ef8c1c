import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endLine, flakyLines, judgedLine, retryLine, suiteSummary, surpriseLines, unrunLine } from '../report/console-lines.js';
import { exitCodeOf } from '../report/exit-code.js';
import { jsonText } from '../report/formats/json.js';
import { JournalFile } from '../report/journal-file.js';
import { resultsOf } from '../report/results.js';
import { loadRun } from '../runner/load-run.js';
import { findScenarioFiles, unrunLike } from '../runner/scenario-files.js';
import { dealtOut, scenariosOfShard, shardName, unrunOfShard } from '../runner/shard.js';
import { valuesOfScenario } from '../model/given-values.js';
import { runSuite, type SuiteOptions } from '../runner/run-suite.js';
import type { JournalLine, ScenarioEnd } from '../model/journal.js';
import type { Scenario, UnrunScenario } from '../model/scenario.js';
import { OWN_FILES, REPORTS } from '../model/report-files.js';
import type { Command } from './options.js';
import type { RunProgress } from './progress.js';
import { JOURNAL } from './report-destinations.js';
import { progressOn } from './terminal/progress-on.js';
import { withOutputFiles, writeAll, type OutputFiles } from './output-files.js';

const RESULTS = join(REPORTS, OWN_FILES.run.results);

/** Up to so many scenarios their verdicts are also told before they are confirmed; of more only how many there are. */
const FEW = 10;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

export type RunCommand = Extract<Command, { name: 'run' }>;

/** Runs scenarios, prints a line as each ends, writes the journal and the results, and tells the exit code. */
export function run({ reporters, ...command }: RunCommand, signal: AbortSignal): Promise<number> {
  // Before anything is loaded: what cannot be run must leave no report of an earlier run.
  return withOutputFiles('run', reporters, (output) => runInto(output, command, signal));
}

async function runInto(output: OutputFiles, { files, title, runtime, shard, onSave: _onSave, ...how }: Omit<RunCommand, 'reporters'>, signal: AbortSignal): Promise<number> {
  const { scenarios, choice } = await loadRun(findScenarioFiles(files), title, runtime);
  if (!shard) return runScenarios({ scenarios, unrun: unrunLike(title) }, { ...how, choice, output }, signal);
  const part = { scenarios: scenariosOfShard(scenarios, shard), unrun: unrunOfShard(unrunLike(title), shard) };
  print(`shard ${shardName(shard)}: ${part.scenarios.length} of ${scenarios.length} scenarios`);
  return runScenarios(part, { ...how, choice, output, shard: { name: shardName(shard), dealt: dealtOut(scenarios) } }, signal);
}

/** What is run, and which titles are told of without it. */
export interface Selection {
  readonly scenarios: readonly Scenario[];
  readonly unrun: readonly UnrunScenario[];
  /** Lines of an earlier journal that the new one takes over: of what is not run again. */
  readonly kept?: readonly JournalLine[];
}

export async function runScenarios(
  { scenarios, unrun, kept: lines }: Selection,
  { output, ...how }: Pick<SuiteOptions, 'choice' | 'pace' | 'keep' | 'watch' | 'shard' | 'retries'> & { readonly output: OutputFiles },
  signal: AbortSignal,
): Promise<number> {
  const journal = new JournalFile(JOURNAL, lines);
  const writeReports = (): void => {
    journal.end();
    const results = resultsOf(journal.lines());
    writeAll([() => journal.flush(), () => writeFileSync(RESULTS, jsonText(results)), () => output.reports.write(results, print)]);
  };
  // An interruption may end the process before the run has stopped.
  process.once('exit', writeReports);
  for (const scenario of scenarios) for (const settings of valuesOfScenario(scenario)) journal.learnSecrets(settings);
  const progress = progressOn(process.stdout, { total: scenarios.length, awaited: ['SURPRISE'], signal, print });
  let kept = 0;
  const show = (scenario: Scenario, end: ScenarioEnd): void => progress.say(`\n${surpriseLines(scenario, end).join('\n')}`);
  try {
    const suite = await runSuite(scenarios, unrun, {
      ...how,
      journal,
      signal,
      listener: {
        onRuntime: (kind, why) => progress.say(`runtime: ${kind} (${why})`),
        onBegin: ({ id, title }) => progress.begun(id, title),
        onProvisional: (scenario, end) => {
          progress.judged(scenario.id);
          if (scenarios.length <= FEW) progress.say(judgedLine(scenario, journal.mask(end)));
        },
        onRetry: (scenario, end) => progress.retried(scenario.id, retryLine(scenario, journal.mask(end))),
        onEnd(scenario, end) {
          const masked = journal.mask(end);
          progress.ended(scenario.id, endLine(scenario, masked));
          if (!end.keep) return;
          kept += 1;
          // Said while the instance is up, and unmasked: a line to log in with is of no use without its password.
          show(scenario, { ...masked, keep: end.keep });
        },
      },
      ...(how.keep ? { waitBeforeClose: () => untilInterrupted(kept, signal, progress) } : {}),
    });
    progress.stop();
    for (const scenario of unrun) progress.say(unrunLine(scenario));
    const ends = [...suite.ends.values()];
    for (const scenario of scenarios) {
      const end = suite.ends.get(scenario.id);
      if (end?.retries?.flaky === true) progress.say(`\n${flakyLines(scenario, journal.mask(end)).join('\n')}`);
      else if (end && end.outcome !== 'as-expected' && !end.keep) show(scenario, journal.mask(end));
    }
    progress.say(`\n${suiteSummary(scenarios.length, suite)}`);
    return exitCodeOf(ends);
  } finally {
    progress.stop();
    process.off('exit', writeReports);
    writeReports();
  }
}

async function untilInterrupted(kept: number, signal: AbortSignal, progress: RunProgress): Promise<void> {
  if (kept === 0 || signal.aborted) return;
  progress.stop();
  process.stdout.write(`${kept} surprising ${kept === 1 ? 'scenario is' : 'scenarios are'} kept up; press Ctrl-C to end\n`);
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}
