import { join, relative } from 'node:path';
import { tmpdir } from 'node:os';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { describeError } from '../model/errors.js';
import { endLine, flakyLines, retryLine, suiteSummary, unrunLine } from '../report/console-lines.js';
import { lockFile } from '../report/file-lock.js';
import { JournalFile } from '../report/journal-file.js';
import { resultsOf } from '../report/results.js';
import { valuesOfScenario } from '../model/given-values.js';
import { OWN_FILES } from '../model/report-files.js';
import { retriesOf } from '../model/retries.js';
import { runtimeOf } from '../model/runtime-wish.js';
import { wallTimer } from '../model/wall-clock.js';
import { loadRun, type LoadedRun } from '../runner/load-run.js';
import { findScenarioFiles, NoSuchTitle } from '../runner/scenario-files.js';
import { unrunScenarios } from '../runner/registry.js';
import { runSuite } from '../runner/run-suite.js';
import { ResultServer } from './supervisor-server.js';

export interface SupervisorOrder {
  /** Scenario files lie below them. */
  readonly folders: readonly string[];
  /** Patterns on paths, as Jest was given them; none: all files. */
  readonly paths: readonly string[];
  /** Regular expression on titles, as Jest's `-t`; empty for all. */
  readonly title: string;
  readonly reports: string;
}

function selectedFiles({ folders, paths }: SupervisorOrder): string[] {
  const patterns = paths.map((path) => new RegExp(path, 'i'));
  const files = findScenarioFiles(folders);
  return patterns.length === 0 ? files : files.filter((file) => patterns.some((pattern) => pattern.test(relative(process.cwd(), file)) || pattern.test(file)));
}

const { journal: JOURNAL, results: RESULTS } = OWN_FILES.run;

/** Wall seconds in which a run must have stopped what it started; what is left then, its reaper ends. */
const STOPPING = 5;

/**
 * One process that runs all scenarios that Jest will ask for, so that its workers neither repeat controls nor leave
 * processes behind. Resolves when the run is over and Jest has let it go, or has itself ended.
 * @throws ConfigError where another process writes the reports, and as loading does
 */
export async function supervise(order: SupervisorOrder): Promise<void> {
  const retries = retriesOf(process.env);
  const letGo = claimReports(order.reports);
  const loaded = await loadMeant(order);
  // Jest skips them all by their titles as well, since those that it was asked for are of another project.
  if (loaded instanceof NoSuchTitle) {
    letGo();
    return new Promise((resolve) => process.send?.({ idle: loaded.message }, () => resolve()));
  }
  clearReports(order.reports);
  const server = new ResultServer(loaded.scenarios.map(({ id }) => id));
  const socket = join(tmpdir(), `canarybed-${process.pid}.sock`);
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) return;
    wallTimer(STOPPING, () => process.exit());
    controller.abort();
  };
  process.once('SIGINT', stop).once('SIGTERM', stop).once('SIGHUP', stop);
  const released = new Promise<void>((resolve) => process.once('disconnect', resolve));
  void released.then(stop);
  await server.listen(socket);
  process.once('exit', () => rmSync(socket, { force: true }));
  process.send?.({ socket, outlook: loaded.outlook });
  await runFor(order, loaded, retries, server, controller.signal);
  if (process.connected) await released;
  server.close();
}

/** Until this process ends, or the result is called. */
function claimReports(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  return lockFile(join(folder, JOURNAL));
}

/** What an earlier run left must not be taken for this one's, whatever becomes of it. */
function clearReports(folder: string): void {
  for (const name of [JOURNAL, RESULTS]) rmSync(join(folder, name), { force: true });
}

async function loadMeant(order: SupervisorOrder): Promise<LoadedRun | NoSuchTitle> {
  try {
    return await loadRun(selectedFiles(order), order.title === '' ? undefined : order.title, runtimeOf(process.env));
  } catch (error) {
    if (error instanceof NoSuchTitle) return error;
    clearReports(order.reports);
    throw error;
  }
}

/** Runs the scenarios, gives each result to who asks for it, and writes the reports. Never rejects. */
async function runFor(order: SupervisorOrder, { scenarios, choice }: LoadedRun, retries: number, server: ResultServer, signal: AbortSignal): Promise<void> {
  const journal = new JournalFile(join(order.reports, JOURNAL));
  const writeReports = (): void => {
    journal.end();
    journal.flush();
    writeFileSync(join(order.reports, RESULTS), `${JSON.stringify(resultsOf(journal.lines()), null, 1)}\n`);
  };
  // A stop that takes too long ends the process before the run has.
  process.once('exit', writeReports);
  for (const scenario of scenarios) for (const settings of valuesOfScenario(scenario)) journal.learnSecrets(settings);
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  try {
    const suite = await runSuite(scenarios, unrunScenarios(), {
      choice,
      pace: 'fast',
      watch: true,
      keep: false,
      retries,
      journal,
      signal,
      command: 'jest',
      listener: {
        onRuntime: (kind, why) => say(`runtime: ${kind} (${why})`),
        onRetry: (scenario, end) => say(retryLine(scenario, journal.mask(end))),
        onEnd(scenario, end) {
          const masked = journal.mask(end);
          say(endLine(scenario, masked));
          // Jest tells nothing of a test that passed.
          if (end.retries?.flaky === true) say(flakyLines(scenario, masked).join('\n'));
          server.give(scenario.id, masked);
        },
      },
    });
    // Of a file with nothing else Jest shows no titles.
    for (const scenario of unrunScenarios()) if (scenario.why === 'skip') say(unrunLine(scenario));
    say(suiteSummary(scenarios.length, suite));
  } catch (error) {
    server.giveUp(describeError(error));
  } finally {
    server.giveUp('the run of the scenarios ended without a result for this one');
    process.off('exit', writeReports);
    writeReports();
  }
}
