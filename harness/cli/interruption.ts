const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

export interface Interruption {
  readonly signal: AbortSignal;
  /** Exit code of the signal that came; undefined while none has. */
  exitCode(): number | undefined;
  dispose(): void;
}

/** Turns Ctrl-C and SIGTERM into an abort, so that everything that was started is stopped; a second one ends us at once. */
export function interruption(say: (line: string) => void): Interruption {
  const controller = new AbortController();
  let code: number | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    const mine = EXIT_CODES[signal as keyof typeof EXIT_CODES];
    // What a second signal leaves running, the reaper of the run ends.
    if (code !== undefined) process.exit(mine);
    code = mine;
    say(`\n${signal}: stopping what was started`);
    controller.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    exitCode: () => code,
    dispose: () => void process.off('SIGINT', onSignal).off('SIGTERM', onSignal),
  };
}
