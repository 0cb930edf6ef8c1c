import { relative } from 'node:path';
import type { ScenarioEnd } from '../model/journal.js';
import type { Scenario, UnrunScenario } from '../model/scenario.js';
import { surpriseLines } from '../report/console-lines.js';
import { resultOf } from './supervisor-client.js';

/**
 * Longest wall milliseconds that a scenario may take under Jest, waiting for its turn included, and for that of a second
 * attempt after all others. The supervisor ends each by itself, and answers for all of them when it ends.
 */
const TEST_TIMEOUT_MS = 60 * 60_000;

interface JestTest {
  (title: string, body: () => Promise<void>, timeout: number): void;
  concurrent: JestTest;
  todo(title: string): void;
  skip(title: string, body: () => void): void;
}

const jestTest = (): JestTest | undefined => (globalThis as { test?: JestTest }).test;

/** Whether this file is being loaded by Jest as a test file. */
export const underJest = (): boolean => process.env.JEST_WORKER_ID !== undefined && typeof jestTest()?.concurrent === 'function';

/** Makes a Jest test of a scenario: it waits for the supervisor's result, and fails with all that is needed to see why. */
export function registerJestTest(scenario: Scenario): void {
  jestTest()?.concurrent(
    scenario.title,
    async () => {
      const end: ScenarioEnd = await resultOf(scenario.id);
      if (end.outcome === 'as-expected') return;
      const failure = new Error(surpriseLines(scenario, end).join('\n'));
      failure.stack = `${failure.message}\n    at ${relative(process.cwd(), scenario.location.file)}:${scenario.location.line}`;
      throw failure;
    },
    TEST_TIMEOUT_MS,
  );
}

/** Shown by Jest, and counted as skipped. */
export function registerJestUnrun({ title, why, reason }: UnrunScenario): void {
  const shown = `${title} (${reason})`;
  if (why === 'todo') jestTest()?.todo(shown);
  else jestTest()?.skip(shown, () => undefined);
}
