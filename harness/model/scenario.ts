import type { Duration } from './duration.js';
import type { Fault } from './fault.js';
import type { BalancerKind, HealthCheck, HealthCheckChange } from './health-check.js';
import type { ProbeOutcome } from './probe-result.js';
import type { Release } from './release.js';

export type Pace = 'fast' | 'realtime';
export type RuntimeKind = 'embedded' | 'containers';
export type Harm = 'fine' | 'hurt';

/** An outcome that refuses an instance. */
export type Refusal = Exclude<ProbeOutcome, 'passed'>;

/**
 * Why a canary must be refused. A check's name as the health answer gives it (checks that need it may fail too, all
 * others must pass), an outcome the balancer saw, or several facts that must all hold.
 */
export type Because<C extends string = string> =
  | C
  | Refusal
  | {
      readonly check?: C;
      readonly outcome?: Refusal;
      readonly status?: number;
      readonly exitCode?: number;
      readonly log?: RegExp;
    };

interface Shared {
  readonly fault?: Fault | readonly Fault[];
  readonly healthCheck?: HealthCheckChange;
  readonly balancer?: BalancerKind;
  readonly deadline?: Duration;
  readonly settle?: Duration;
  readonly pace?: Pace;
  readonly instances?: number;
}

/** What a scenario file says: a flat object; `rejected` must say why, `accepted` must not. */
export type ScenarioOptions<C extends string = string> = Shared &
  (
    | { readonly expect: 'accepted'; readonly harm?: Harm; readonly because?: never }
    | { readonly expect: 'rejected'; readonly because: Because<C>; readonly harm?: Harm }
  );

export interface SourceLocation {
  readonly file: string;
  readonly line: number;
}

/** What must come out. `harm` undefined: not asserted. */
export interface Expectation {
  readonly verdict: 'accepted' | 'rejected';
  readonly because?: Because;
  readonly harm?: Harm;
}

/** A registered scenario: everything resolved, nothing left to default. Times in seconds. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly family: string;
  readonly location: SourceLocation;
  readonly release: Release;
  readonly faults: readonly Fault[];
  readonly expectation: Expectation;
  readonly healthCheck: HealthCheck;
  readonly balancer: BalancerKind;
  readonly deadline: number;
  readonly settle: number;
  readonly instances: number;
  readonly pace?: Pace;
}

/** A title that is registered but not run, with the reason. */
export interface UnrunScenario {
  readonly title: string;
  readonly family: string;
  readonly location: SourceLocation;
  readonly why: 'todo' | 'skip';
  readonly reason: string;
}
