/** Terraform's error at the deadline; `reason` is that of the last poll, `timeout` is in seconds. Reference section 4.3. */
export const waitTimeoutText = (group: string, reason: string, timeout: number): string =>
  `waiting for Auto Scaling Group (${group}) capacity satisfied: timeout while waiting for state to become 'ok' ` +
  `(last state: '${reason}', timeout: ${goDuration(timeout)})`;

/** Seconds as Go prints a duration: `20s`, `10m0s`, `1h0m0s`, `500ms`. */
export function goDuration(seconds: number): string {
  const milliseconds = Math.round(seconds * 1000);
  if (milliseconds > 0 && milliseconds < 1000) return `${milliseconds}ms`;
  const minutes = Math.floor(milliseconds / 60_000);
  const rest = `${(milliseconds % 60_000) / 1000}s`;
  if (minutes === 0) return rest;
  return minutes < 60 ? `${minutes}m${rest}` : `${Math.floor(minutes / 60)}h${minutes % 60}m${rest}`;
}
