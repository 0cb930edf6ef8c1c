import type { MutantResult } from '../model/audit.js';
import type { Timings } from '../model/audit-journal.js';
import { ConfigError, describeError, EnvironmentError } from '../model/errors.js';
import { valuesOfScenario } from '../model/given-values.js';
import type { Journal, ScenarioEnd } from '../model/journal.js';
import type { Scenario } from '../model/scenario.js';
import { runSuite, type SuiteOptions } from '../runner/run-suite.js';
import { adviceFor } from './advice.js';
import { scenarioOf } from './as-scenario.js';
import { ignoredResult, resultOf } from './classify.js';
import { maskedResult } from './masked-result.js';
import { Measures } from './measures.js';
import type { Mutant } from './mutant.js';
import { OPERATORS } from './operators/index.js';
import { runOrder } from './run-order.js';
import { scenarioOfMutant } from './scenario-of-mutant.js';
import type { AuditInput } from './settings.js';
import type { Subject } from './subject.js';
import { isWorthJudgingAgain } from './worth-judging-again.js';

/** A journal that knows secrets and blots them out. */
export interface MaskingJournal extends Journal {
  learnSecrets(env: Readonly<Record<string, string>>): void;
  mask<T>(value: T): T;
}

export interface AuditOptions extends Pick<SuiteOptions, 'choice' | 'limit' | 'watchFor' | 'concurrency' | 'reset' | 'signal' | 'openTestbed'> {
  readonly journal: MaskingJournal;
  readonly readChecks?: AuditInput['readChecks'];
  onRuntime?(kind: string, why: string): void;
  /** Told what is about to boot. */
  onBegin?(mutant: Mutant): void;
  /** Told a verdict that is still watched. */
  onProvisional?(mutant: Mutant): void;
  /** Told of one that is judged again before it has a result. */
  onAgain?(mutant: Mutant): void;
  /** Told each result as it comes, without secrets. */
  onResult?(mutant: Mutant, result: MutantResult): void;
}

export interface AuditEnd {
  /** In the order of the mutants, the ignored ones last; of an interrupted audit those that had ended. */
  readonly results: readonly MutantResult[];
  readonly timings: Timings;
  readonly controlBoots: readonly number[];
  /** Wall seconds. */
  readonly wallSeconds: number;
  readonly interrupted: boolean;
}

/** A mutant that is left out, and why. */
export interface Ignored {
  readonly mutant: Mutant;
  readonly reason: string;
}

/**
 * Rolls each mutant out beside nothing but its control, or beside an old fleet, and tells what became of it. Everything
 * that was started is gone when it resolves or rejects.
 * @throws EnvironmentError when the unbroken release is refused: then nothing can be said of any mutant
 */
export async function runAudit(subject: Subject, mutants: readonly Mutant[], ignored: readonly Ignored[], options: AuditOptions): Promise<AuditEnd> {
  const { journal, signal, choice, limit, watchFor, concurrency, reset, openTestbed, onResult, onRuntime, onBegin, onProvisional, onAgain } = options;
  const results = new Map<string, MutantResult>();
  const measures = new Measures(journal);
  const refused = new AbortController();
  const stopped = AbortSignal.any([signal, refused.signal]);
  let refusal: string | undefined;
  const tell = (mutant: Mutant, result: MutantResult): void => {
    const masked = maskedResult(completed(mutant, subject, result), (value) => journal.mask(value));
    results.set(mutant.id, masked);
    onResult?.(mutant, masked);
  };
  const planned = plansOf(runOrder(mutants), subject, tell);
  for (const { scenario } of planned.values()) for (const settings of valuesOfScenario(scenario)) journal.learnSecrets(settings);
  const ofMutant = ({ id }: Scenario, told?: (mutant: Mutant) => void): void => {
    const plan = planned.get(id);
    if (plan) told?.(plan.mutant);
  };
  const suite = await runSuite([...planned.values()].map(({ scenario }) => scenario), [], {
    choice,
    pace: 'fast',
    watch: true,
    keep: false,
    askAgain: true,
    // Each costs a deadline by itself, so that only those come again that may end otherwise.
    retries: 1,
    isWorthRetrying: ({ id }, end) => {
      const plan = planned.get(id);
      return plan !== undefined && isWorthJudgingAgain(classified(plan.mutant, end, measures.listened(id), options), { failedAtOnce: measures.failedAtOnce(id), hurtLate: measures.hurtLate(id) });
    },
    journal: measures,
    signal: stopped,
    ...(limit === undefined ? {} : { limit }),
    ...(watchFor === undefined ? {} : { watchFor }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(reset ? { reset } : {}),
    ...(openTestbed ? { openTestbed } : {}),
    listener: {
      ...(onRuntime ? { onRuntime } : {}),
      onBegin: (scenario) => ofMutant(scenario, onBegin),
      onProvisional: (scenario) => ofMutant(scenario, onProvisional),
      onRetry: (scenario) => ofMutant(scenario, onAgain),
      onEnd(scenario, end) {
        const plan = planned.get(scenario.id);
        // Of one whose watch an interruption cut short nothing is certain.
        if (!plan || (stopped.aborted && end.confirmation?.state === 'provisional')) return;
        if (end.outcome !== 'control-refused') return tell(plan.mutant, classified(plan.mutant, end, measures.listened(scenario.id), options));
        // The others would be refused for the same reason, each after a boot of its own.
        refusal ??= end.error ?? 'the unbroken release was not accepted';
        refused.abort();
      },
    },
  });
  if (refusal !== undefined) throw new EnvironmentError(journal.mask(refusal), 'An audit breaks a release that works; see that this one passes its check and serves its users.');
  for (const { mutant, reason } of ignored) tell(mutant, ignoredResult(mutant, reason));
  const ran = [...mutants, ...ignored.map(({ mutant }) => mutant)].flatMap(({ id }) => results.get(id) ?? []);
  const scenarios = new Map([...planned].map(([id, { mutant }]) => [mutant.id, id]));
  return { results: ran, timings: measures.timings(ran, scenarios), controlBoots: suite.controlBoots, wallSeconds: suite.wallSeconds, interrupted: signal.aborted };
}

interface Plan {
  readonly mutant: Mutant;
  readonly scenario: Scenario;
}

/** By scenario; a mutant that cannot be carried out is invalid at once. */
function plansOf(mutants: readonly Mutant[], { release }: Subject, tell: (mutant: Mutant, result: MutantResult) => void): Map<string, Plan> {
  const plans = new Map<string, Plan>();
  for (const mutant of mutants) {
    try {
      const scenario = scenarioOfMutant(mutant, release);
      plans.set(scenario.id, { mutant, scenario });
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      tell(mutant, { ...ignoredResult(mutant, error.message), status: 'invalid' });
    }
  }
  return plans;
}

/** What a function of the configuration throws must not cost the audit the other mutants. */
function classified(mutant: Mutant, end: ScenarioEnd, listened: boolean, { readChecks }: AuditOptions): MutantResult {
  try {
    return resultOf(mutant, end, { listened, ...(readChecks ? { readChecks } : {}) });
  } catch (error) {
    return { ...resultOf(mutant, end, { listened }), status: 'invalid', detail: `readChecks failed: ${describeError(error)}` };
  }
}

/** What a survivor or a false alarm could be prevented by, and the scenario that keeps it known. */
function completed(mutant: Mutant, { release }: Subject, result: MutantResult): MutantResult {
  if (result.status !== 'survived' && result.status !== 'false-alarm') return result;
  const operator = OPERATORS.find(({ name }) => name === mutant.operator);
  const advice = operator && adviceFor(result, operator);
  return { ...result, ...(advice === undefined ? {} : { advice }), scenario: scenarioOf(mutant, release, result.status) };
}
