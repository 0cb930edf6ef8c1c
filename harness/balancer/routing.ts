import { chooseTarget, freshRouting, type Candidate, type RoutingRules } from './choose-target.js';
import { UnderWay } from './under-way.js';

/** A registered target, where its socket is. */
export interface RoutableTarget extends Candidate {
  /** Where its socket is now; changes when its process respawns. */
  address(): { readonly host: string; readonly port: number };
}

/** What a routing asks anew at every choice. */
export interface RoutingSources {
  targets(): readonly RoutableTarget[];
  /** Clock seconds. */
  now(): number;
}

/** Makes the choices of one listener, and remembers who served whom. */
export class Routing {
  readonly underWay = new UnderWay();
  requests = 0;
  failed = 0;
  readonly #servedBy = new Map<number, string>();
  #memory = freshRouting();

  constructor(
    private readonly rules: RoutingRules,
    private readonly sources: RoutingSources,
  ) {}

  /** Chooses for one more request of the client with this port; undefined: nobody may be asked, which is a failure. */
  choose(clientPort: number): RoutableTarget | undefined {
    this.requests += 1;
    const field = {
      targets: this.sources.targets(),
      outstanding: (id: string) => this.underWay.count(id),
      now: this.sources.now(),
    };
    const { target, memory } = chooseTarget(this.rules, field, this.#memory);
    this.#memory = memory;
    if (target) {
      this.#servedBy.set(clientPort, target.id);
    } else {
      this.failed += 1;
      this.#servedBy.delete(clientPort);
    }
    return target;
  }

  servedBy(clientPort: number): string | undefined {
    return this.#servedBy.get(clientPort);
  }

  /** A new connection comes from this port: whatever was served there before was another client. */
  greet(clientPort: number): void {
    this.#servedBy.delete(clientPort);
  }
}
