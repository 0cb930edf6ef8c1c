import { SecretMask, secretsOf } from '../model/secrets.js';
import type { ShippedEvent } from '../model/shipped-event.js';
import { Ring } from './ring.js';

/** Events of an instance that are told; the journal of a run would have no end with an app that ships every line. */
const MOST_TOLD = 5_000;

/** The last events that reached the collector of an instance. */
export class ShippedEvents {
  readonly #mask: SecretMask;
  readonly #ring = new Ring<ShippedEvent>();

  /**
   * @param env settings whose secrets are masked before anything is kept: some are known to this launch alone
   * @param tell told of each as it comes, at most 5,000 of them
   */
  constructor(
    env: Readonly<Record<string, string>>,
    private readonly tell: (event: ShippedEvent) => void,
  ) {
    this.#mask = new SecretMask(secretsOf(env));
  }

  take(event: ShippedEvent): void {
    const masked = this.#mask.deep(event);
    this.#ring.keep(masked);
    if (this.#ring.written <= MOST_TOLD) this.tell(masked);
  }

  /** All that are kept, the newest last. */
  get kept(): readonly ShippedEvent[] {
    return this.#ring.last(this.#ring.written);
  }
}
