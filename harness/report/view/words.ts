/** A number and its noun. Pure. */
export const counted = (count: number, noun: string, plural = `${noun}s`): string => `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`;

/** Seconds as a person reads them: `0.4 s`, `12 s`, `3 min 5 s`. Pure. */
export function secondsText(seconds: number): string {
  if (seconds < 10) return `${(Math.round(seconds * 10) / 10).toFixed(Number.isInteger(Math.round(seconds * 10) / 10) ? 0 : 1)} s`;
  const whole = Math.round(seconds);
  if (whole < 120) return `${whole} s`;
  const rest = whole % 60;
  return `${Math.floor(whole / 60)} min${rest === 0 ? '' : ` ${rest} s`}`;
}

/** Seconds where there is little room, as a clock has them: `0:07`, `2:05`. Pure. */
export function clockText(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** Things in a sentence: `a, b and c`. Pure. */
export const listed = (things: readonly string[]): string => (things.length < 2 ? things.join('') : `${things.slice(0, -1).join(', ')} and ${things.at(-1)}`);

/** The address of a page that a link may lead to; any other text is none. Pure. */
export const webAddress = (text: string | undefined): string | undefined => (text !== undefined && /^https?:\/\//i.test(text) ? text : undefined);
