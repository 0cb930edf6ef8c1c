/** How a terminal is written to. */
export interface TerminalLook {
  readonly colour: boolean;
  /** Signs beyond ASCII. */
  readonly signs: boolean;
}

/**
 * What may be drawn on a stream; undefined where it takes plain lines only: it is no terminal, one that cannot move its
 * cursor (`TERM=dumb`), or that of a CI job, whose log keeps every drawing (`CI`). `NO_COLOR` leaves colours out. Pure.
 */
export function lookOf({ isTTY }: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): TerminalLook | undefined {
  if (isTTY !== true || env['TERM'] === 'dumb' || isOn(env['CI'])) return undefined;
  return { colour: (env['NO_COLOR'] ?? '') === '', signs: /utf-?8/i.test(env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '') };
}

const isOn = (setting = ''): boolean => !['', '0', 'false'].includes(setting.toLowerCase());
