/** Users' requests through the balancer that began within the same seconds and were answered by the same fleet. */
export interface TrafficCount {
  /** Second of the rollout's clock from which they are counted. */
  readonly at: number;
  /** The fleet that answered, or the balancer itself. */
  readonly fleet: string;
  readonly requests: number;
  /** Those whose answers were not what they were to be. */
  readonly errors: number;
}

/** A user's request through the balancer that was not answered as it was to be. */
export interface TrafficError {
  /** Second of the rollout's clock at which it was sent. */
  readonly at: number;
  readonly fleet: string;
  /** Left out where the balancer answered itself, or nobody did. */
  readonly instance?: string;
  readonly request: string;
  /** In what the answer is not what it was to be. */
  readonly hurt: string;
  readonly tookMs: number;
}

/** Users' requests through the balancer during a rollout; as large for a long rollout as for a short one. */
export interface Traffic {
  /** Seconds of each count. */
  readonly every: number;
  readonly counts: readonly TrafficCount[];
  /** The first ones, in the order in which they were answered. */
  readonly errors: readonly TrafficError[];
  /** How many came after those. */
  readonly errorsLeftOut?: number;
}
