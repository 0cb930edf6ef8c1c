/** Upstart's `respawn limit 10 5`: a job that respawns more than ten times within five seconds is stopped. */
export const RESPAWN_LIMIT = { times: 10, seconds: 5 } as const;

/** Whether a process that just ended may be started again, given the wall times (seconds) of earlier respawns. */
export function mayRespawn(respawnedAt: readonly number[], now: number): boolean {
  const recent = respawnedAt.filter((at) => now - at < RESPAWN_LIMIT.seconds);
  return recent.length < RESPAWN_LIMIT.times;
}
