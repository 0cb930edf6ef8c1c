import type { Evidence } from './evidence.js';

/** A fault that is on; ending it undoes it. */
export interface Struck {
  /** What was done, as a sentence for the journal. */
  readonly sentence: string;
  /** True where it is in the database that the instances of a rollout share, not at one instance. */
  readonly shared?: boolean;
  /** Proof, asked for after the verdict, that the fault was there all along. */
  evidence(): Promise<Evidence>;
  end(): Promise<void>;
}
