/** How users are sent, and where they are to be met. */
export interface Meeting {
  /** Sends users; resolves when all of them were answered. */
  send(): Promise<void>;
  /** Resolves at the next thing that happens, such as a request that has come to the balancer. */
  next(): Promise<void>;
  /** Whether users' requests are under way wherever they are to be met. */
  met(): boolean;
}

/** How often users are sent, at most: with nobody to be met, as where no users ask anything, the rollout must go on. */
const ATTEMPTS = 10;

/**
 * Sends users, again and again, until their requests are under way where they are to be met, and resolves at that very
 * moment: what whoever awaits it does at once is done to them. How soon they come, in what order, and whom the balancer
 * gives them to is known to nobody before, so that no time waited and no page, however slow, would do instead.
 * @returns whether they were met
 */
export async function meetUsers({ send, next, met }: Meeting): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    let answered = false;
    const all = send().then(() => void (answered = true));
    while (!answered) {
      await Promise.race([next(), all]);
      if (met()) return true;
    }
  }
  return false;
}
