import type { BalancerKind } from '../model/health-check.js';
import { chooseTarget, freshRouting, type Candidate, type RoutingMemory, type RoutingRules } from './choose-target.js';
import { UnderWay } from './under-way.js';

/** A registered target, where its socket is. */
export interface RoutableTarget extends Candidate {
  /** Where its socket is now; changes when its process respawns. */
  address(): { readonly host: string; readonly port: number };
}

/** Targets among which requests are shared out: all of a balancer's, or those of one target group. */
export interface TargetPool extends Omit<RoutingRules, 'kind'> {
  /** Pools of one listener remember by it whose turn it is. Ids of targets are unique among all pools of a listener. */
  readonly id: string;
  readonly targets: readonly RoutableTarget[];
}

/** Makes the choices of one listener, and remembers who served whom. */
export class Routing {
  readonly underWay = new UnderWay();
  requests = 0;
  failed = 0;
  readonly #servedBy = new Map<number, string>();
  readonly #memories = new Map<string, RoutingMemory>();

  /** @param now clock seconds */
  constructor(
    private readonly kind: BalancerKind,
    private readonly now: () => number,
  ) {}

  /** Chooses for one more request of the client with this port; undefined: nobody may be asked, which is a failure. */
  choose(clientPort: number, { id: pool, targets, ...rules }: TargetPool): RoutableTarget | undefined {
    this.requests += 1;
    const field = { targets, outstanding: (id: string) => this.underWay.count(id), now: this.now() };
    const { target, memory } = chooseTarget({ kind: this.kind, ...rules }, field, this.#memories.get(pool) ?? freshRouting());
    this.#memories.set(pool, memory);
    if (target) {
      this.#servedBy.set(clientPort, target.id);
    } else {
      this.failed += 1;
      this.#servedBy.delete(clientPort);
    }
    return target;
  }

  /** One more request of the client with this port that no target is asked for. */
  answerAlone(clientPort: number): void {
    this.requests += 1;
    this.#servedBy.delete(clientPort);
  }

  servedBy(clientPort: number): string | undefined {
    return this.#servedBy.get(clientPort);
  }

  /** A new connection comes from this port: whatever was served there before was another client. */
  greet(clientPort: number): void {
    this.#servedBy.delete(clientPort);
  }
}
