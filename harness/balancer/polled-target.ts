import type { Activity } from '../model/activity.js';
import type { SentCheck } from '../model/probe-result.js';

/** What a balancer, and the clock that skips time for it, must know of an instance that it checks. */
export interface PolledTarget {
  readonly id: string;
  /** As AWS would know it; goes into `Host`. */
  readonly privateAddress: string;
  /** The real socket behind the private address and an instance port. */
  addressOf(port: number): { readonly host: string; readonly port: number };
  /** Changes with everything of ours that explains a change of answers. */
  readonly mark: number;
  readonly listening: boolean;
  /** Whether the machine itself is up; always `running` when left out. One that is not is not checked. */
  readonly standing?: 'running' | 'pending' | 'stopped' | 'terminated';
  /** True once no process runs and none will be started again. */
  readonly gone: boolean;
  activity(): Promise<Activity>;
  /** Told after each check that was sent. */
  noteCheck(passed: boolean, sent: SentCheck): Promise<void>;
}
