import type { Journal, JournalEvent, ScenarioEnd } from '../harness/model/journal.js';
import type { Pace, Scenario } from '../harness/model/scenario.js';
import { wallNow } from '../harness/model/wall-clock.js';
import { runSuite, type SuiteEnd } from '../harness/runner/run-suite.js';

export interface TimedEvent {
  readonly at: number;
  readonly event: JournalEvent;
}

/** Runs scenarios embedded and keeps all that the journal was told, with wall seconds since the start. */
export async function runQuietly(scenarios: readonly Scenario[], pace: Pace): Promise<SuiteEnd & { events: readonly TimedEvent[] }> {
  const startedAt = wallNow();
  const events: TimedEvent[] = [];
  const journal: Journal = { write: (event) => void events.push({ at: wallNow() - startedAt, event }) };
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    const suite = await runSuite(scenarios, [], {
      choice: { kind: 'embedded', why: 'asked for' },
      pace,
      watch: true,
      keep: false,
      journal,
      listener: {},
      signal: controller.signal,
    });
    return { ...suite, events };
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

/** Verdict and reason in one line, to be compared. */
export const lineOf = (end: ScenarioEnd | undefined): string =>
  end?.verdict === undefined ? `${end?.outcome ?? 'not run'}: ${end?.error?.split('\n')[0] ?? ''}` : `${end.verdict.verdict} (${end.reason ?? ''})`;
