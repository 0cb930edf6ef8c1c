import type { BalancerKind } from '../model/health-check.js';
import { enrol, weightAt, type SlowStarts } from './slow-start.js';

/** A registered target as the choice sees it. */
export interface Candidate {
  readonly id: string;
  /** Healthy by the balancer's checks. */
  readonly inService: boolean;
  /** Deregistering: gets no new requests. */
  readonly draining: boolean;
  /** Clock seconds since when it is in service, for slow start. */
  readonly inServiceSince?: number;
}

export interface RoutingRules {
  readonly kind: BalancerKind;
  readonly method: 'least-outstanding' | 'round-robin';
  /** Clock seconds in which a target that comes into service grows to its full share; 0: at once. */
  readonly slowStart: number;
  /** Targets in service below which a balancer that fails open does so; 1 when left out. */
  readonly leastHealthy?: number;
}

/** What one choice leaves behind for the next. */
export interface RoutingMemory {
  readonly last: string | undefined;
  readonly starts: SlowStarts;
  /** Share that each target is still owed, while one of them warms up. */
  readonly credits: ReadonlyMap<string, number>;
}

/** What there is to choose from at one moment. */
export interface Field<T extends Candidate> {
  readonly targets: readonly T[];
  /** Requests of a target that are under way. */
  outstanding(id: string): number;
  /** Clock seconds. */
  readonly now: number;
}

/** `target` is undefined when nobody may be asked. */
export interface Choice<T extends Candidate> {
  readonly target: T | undefined;
  readonly memory: RoutingMemory;
}

export const freshRouting = (): RoutingMemory => ({ last: undefined, starts: new Map(), credits: new Map() });

/**
 * Targets that may get a new request: those in service that do not drain. When there are fewer than `leastHealthy`,
 * application and network balancers fail open and use all that are registered; a classic balancer never does. AWS: Application and Network
 * guides, target group health; Classic guide, HTTP 503; rule 22.
 */
function routable<T extends Candidate>({ kind, leastHealthy = 1 }: Pick<RoutingRules, 'kind' | 'leastHealthy'>, targets: readonly T[]): readonly T[] {
  const staying = targets.filter((target) => !target.draining);
  const inService = staying.filter((target) => target.inService);
  return inService.length >= leastHealthy || kind === 'classic' ? inService : staying;
}

/**
 * Chooses who gets the next request: the one with the fewest under way, or whose turn it is; the turn also decides
 * between equals. While a target warms up, shares follow its weight instead, since slow start and least outstanding
 * requests exclude each other. AWS: Application guide, target groups, routing algorithms and slow start mode.
 */
export function chooseTarget<T extends Candidate>(rules: RoutingRules, field: Field<T>, memory: RoutingMemory): Choice<T> {
  const targets = routable(rules, field.targets);
  const starts =
    rules.slowStart > 0 ? enrol(memory.starts, targets.filter((target) => target.inService), rules.slowStart) : memory.starts;
  const weighted = targets.map((target) => ({ target, weight: weightAt(starts, target.id, field.now, rules.slowStart) }));
  if (weighted.some(({ weight }) => weight < 1)) return chooseByWeight(weighted, { ...memory, starts });

  const target = firstOf(inTurn(targets, memory.last), rules.method === 'round-robin' ? () => 0 : (id) => field.outstanding(id));
  return { target, memory: { last: target?.id ?? memory.last, starts, credits: memory.credits.size > 0 ? new Map() : memory.credits } };
}

/** The target after the last chosen one comes first. */
function inTurn<T extends Candidate>(targets: readonly T[], last: string | undefined): readonly T[] {
  const start = targets.findIndex((target) => target.id === last) + 1;
  return [...targets.slice(start), ...targets.slice(0, start)];
}

function firstOf<T extends Candidate>(targets: readonly T[], rank: (id: string) => number): T | undefined {
  let best: { readonly target: T; readonly rank: number } | undefined;
  for (const target of targets) {
    const own = rank(target.id);
    if (!best || own < best.rank) best = { target, rank: own };
  }
  return best?.target;
}

/**
 * Smooth weighted round robin: each target earns its weight per request, the richest is chosen and pays for all.
 * Needs no chance, and spreads a small share evenly instead of in bursts.
 */
function chooseByWeight<T extends Candidate>(
  weighted: readonly { readonly target: T; readonly weight: number }[],
  memory: RoutingMemory,
): Choice<T> {
  const sum = weighted.reduce((total, { weight }) => total + weight, 0);
  // Nobody warm is left and the others have only just begun: somebody must serve all the same.
  const earned = (weight: number): number => (sum > 0 ? weight : 1);
  const credits = new Map(weighted.map(({ target, weight }) => [target.id, (memory.credits.get(target.id) ?? 0) + earned(weight)]));
  const target = firstOf(weighted.map((one) => one.target), (id) => -(credits.get(id) ?? 0));
  if (!target) return { target, memory };
  credits.set(target.id, (credits.get(target.id) ?? 0) - (sum > 0 ? sum : weighted.length));
  return { target, memory: { ...memory, last: target.id, credits } };
}
