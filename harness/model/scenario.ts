import type { Duration } from './duration.js';
import type { Fault } from './fault.js';
import type { BalancerKind, HealthCheck, HealthCheckChange } from './health-check.js';
import type { ProbeOutcome } from './probe-result.js';
import type { FleetPlan, GroupChange, OldFleetEnd, OwnPolicy, RefreshPreferences, TerraformPolicy } from './fleet-plan.js';
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
      /**
       * An event of a failed health check that reached the collector is like this: its JSON text, or the sentence that
       * the canary's events explain the failure with.
       */
      readonly event?: RegExp;
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

/**
 * A rollout by Terraform: `terraform` is the folder of the root module, `image` the variable that takes an AMI's id
 * (`ami` when left out), `region` the one that the files speak of (`us-east-1`).
 */
export interface TerraformChange {
  readonly terraform: string;
  readonly variables?: TerraformPolicy['variables'];
  readonly image?: string;
  readonly region?: string;
}

/** Settings of a rollout beside an old fleet; all but `old` have defaults. */
interface Fleets {
  /** Instances of what runs now, in service and used before the canary comes; with faults of their own where they have some. */
  readonly old: number | { readonly instances: number; readonly fault?: Fault | readonly Fault[] };
  readonly rollout?: OwnPolicy['policy'] | ({ readonly policy: 'instance-refresh' } & RefreshPreferences) | TerraformChange;
  readonly group?: GroupChange;
  /** How long both fleets are still looked at after the verdict. */
  readonly bake?: Duration;
  /** How many of the canary instances have the fault; left out: all. */
  readonly faulty?: number;
  /** How long requests to a deregistered instance may still take, or false: they are cut. */
  readonly draining?: Duration | false;
  readonly slowStart?: Duration;
  /** Users' requests a wall second. */
  readonly usersPerSecond?: number;
  /** Users' requests through the balancer whose answers were not the control's. */
  readonly users?: { readonly errors: ExpectedCount };
  /** Canary instances that were launched in the place of others. */
  readonly replacements?: ExpectedCount;
  readonly oldFleet?: OldFleetEnd;
}

/** Without an old fleet the canary is alone, and none of this can be said. */
type NoFleets = { readonly [K in keyof Fleets]?: never };

/** A number, or the least that it must be. */
export type ExpectedCount = number | { readonly atLeast: number };

/** Harm of both fleets apart; a single word speaks of the canary. */
export interface HarmOfFleets {
  readonly canary?: Harm;
  readonly old?: Harm;
}

/** What a scenario file says: a flat object; `rejected` must say why, `accepted` must not. */
export type ScenarioOptions<C extends string = string> = Shared &
  ((NoFleets & { readonly harm?: Harm }) | (Fleets & { readonly harm?: Harm | HarmOfFleets })) &
  ({ readonly expect: 'accepted'; readonly because?: never } | { readonly expect: 'rejected'; readonly because: Because<C> });

/** Every setting that a scenario can have, whichever of them exclude each other. */
export type ScenarioSettings = Shared &
  Partial<Fleets> & { readonly expect: 'accepted' | 'rejected'; readonly because?: Because; readonly harm?: Harm | HarmOfFleets };

export interface SourceLocation {
  readonly file: string;
  readonly line: number;
}

/** What must come out. `harm` undefined: not asserted. */
export interface Expectation {
  readonly verdict: 'accepted' | 'rejected';
  readonly because?: Because;
  readonly harm?: Harm;
  readonly oldHarm?: Harm;
  readonly userErrors?: ExpectedCount;
  readonly replacements?: ExpectedCount;
  readonly oldFleet?: OldFleetEnd;
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
  /** Left out: the canary is alone. */
  readonly fleets?: FleetPlan;
}

/** A title that is registered but not run, with the reason. */
export interface UnrunScenario {
  readonly title: string;
  readonly family: string;
  readonly location: SourceLocation;
  readonly why: 'todo' | 'skip';
  readonly reason: string;
}
