import type { AuditArea, Breaks } from '../model/audit.js';
import type { Fault } from '../model/fault.js';
import type { Subject } from './subject.js';

/** A fault, or several at once, derived from a working release. */
export interface Mutant {
  /** `operator:target`, the same from one audit to the next. */
  readonly id: string;
  readonly area: AuditArea;
  readonly operator: string;
  readonly target: string;
  readonly summary: string;
  readonly faults: readonly Fault[];
  readonly breaks: Breaks;
  /** An old fleet serves users while it comes, with these faults. */
  readonly old?: { readonly faults: readonly Fault[] };
  /** Files of the release by whose change it is touched; none: by any change of the release's settings or code. */
  readonly files: readonly string[];
  /** The description says that users are served without what it takes away. */
  readonly optional?: true;
}

/** What an operator says of a mutant; the rest is the operator's own. */
export type Derived = Pick<Mutant, 'target' | 'summary' | 'faults'> & Partial<Pick<Mutant, 'old' | 'files' | 'optional'>>;

/** Derives mutants of one sort from a release. Pure. */
export interface Operator {
  readonly name: string;
  readonly area: AuditArea;
  /** Left out: `release`. */
  readonly breaks?: Breaks;
  /** Good releases are like this: it must be accepted, and users must be fine. */
  readonly good?: true;
  /** Which kind of check would have seen it, in a clause that follows "it would be seen by". */
  readonly seenBy: string;
  derive(subject: Subject): Iterable<Derived>;
}
