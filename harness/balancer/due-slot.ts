/**
 * The slot at which a check is sent that was planned for an earlier one: of slots that were missed, since the machine
 * was suspended, the latest alone. All in seconds of one clock. Pure. Rule 14: slots are counted from slot to slot.
 */
export const dueSlot = (planned: number, interval: number, now: number): number =>
  planned + Math.max(0, Math.floor((now - planned) / interval)) * interval;
