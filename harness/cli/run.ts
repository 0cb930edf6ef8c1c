import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endLine, summaryLine, surpriseLines } from '../report/console-lines.js';
import { exitCodeOf } from '../report/exit-code.js';
import { JournalFile } from '../report/journal-file.js';
import { resultsOf } from '../report/results.js';
import { findScenarioFiles, loadScenarios } from '../runner/scenario-files.js';
import { unrunScenarios } from '../runner/registry.js';
import { runSuite } from '../runner/run-suite.js';
import type { Scenario } from '../model/scenario.js';
import type { Command } from './options.js';
import { Progress } from './progress.js';

export const REPORTS = 'reports';

type RunCommand = Extract<Command, { name: 'run' }>;

/** Runs scenarios, prints a line as each ends, writes the journal and the results, and tells the exit code. */
export function run(command: RunCommand, signal: AbortSignal): Promise<number> {
  const scenarios = loadScenarios(findScenarioFiles(command.files), command.title);
  return runScenarios(scenarios, command, signal);
}

export async function runScenarios(
  scenarios: readonly Scenario[],
  command: Pick<RunCommand, 'runtime' | 'pace' | 'keep' | 'watch'>,
  signal: AbortSignal,
): Promise<number> {
  const journal = new JournalFile(join(REPORTS, 'journal.jsonl'));
  for (const { release } of scenarios) journal.learnSecrets(release.env);
  const progress = new Progress(scenarios.length, (line) => process.stdout.write(`${line}\n`));
  const unrun = command.keep ? [] : unrunScenarios();
  try {
    const suite = await runSuite(scenarios, unrun, {
      ...command,
      journal,
      signal,
      listener: {
        onRuntime: (kind, why) => progress.say(`runtime: ${kind} (${why})`),
        onProvisional: () => progress.provisional(),
        onEnd: (scenario, end) => progress.ended(endLine(scenario, journal.mask(end))),
      },
      ...(command.keep ? { waitBeforeClose: () => untilInterrupted(signal, progress) } : {}),
    });
    progress.stop();
    for (const { title, why, reason } of unrun) progress.say(`${why.padEnd(8)} ${title}: ${reason}`);
    const ends = [...suite.ends.values()];
    for (const scenario of scenarios) {
      const end = suite.ends.get(scenario.id);
      if (end && end.outcome !== 'as-expected') progress.say(`\n${surpriseLines(scenario, journal.mask(end)).join('\n')}`);
    }
    progress.say(`\n${summaryLine(ends, suite.wallSeconds)}`);
    return exitCodeOf(ends);
  } finally {
    progress.stop();
    journal.flush();
    writeFileSync(join(REPORTS, 'results.json'), `${JSON.stringify(resultsOf(journal.lines()), null, 1)}\n`);
  }
}

function untilInterrupted(signal: AbortSignal, progress: Progress): Promise<void> {
  progress.say('surprising instances are kept up; press Ctrl-C to end them');
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
