export interface UsersCount {
  readonly requests: number;
  /** Requests whose answers were not the control's. */
  readonly errors: number;
}

/** What users got through the balancer during a rollout. */
export interface UsersTally extends UsersCount {
  /** By the fleet that answered, or the balancer itself. */
  readonly byFleet: Readonly<Record<string, UsersCount>>;
  /** By the phase of the rollout in which the request was sent. */
  readonly byPhase: Readonly<Record<string, UsersCount>>;
  /** The first few different errors, as sentences. */
  readonly examples: readonly string[];
}
