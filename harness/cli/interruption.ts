import { wallTimer } from '../model/wall-clock.js';

/** 128 and the signal's number, as shells tell it. SIGHUP comes where a terminal is closed. */
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

const SIGNALS = Object.keys(EXIT_CODES) as (keyof typeof EXIT_CODES)[];

/** Wall seconds in which a run must have stopped what it started; what is left then, its reaper ends. */
const STOPPING = 5;

export interface Interruption {
  readonly signal: AbortSignal;
  /** Exit code of the signal that came; undefined while none has. */
  exitCode(): number | undefined;
  dispose(): void;
}

/**
 * Turns Ctrl-C, SIGTERM and a closed terminal into an abort, so that everything that was started is stopped; a second one ends us at
 * once, and so does a stop that takes too long: whoever interrupts must not have to wait for real time.
 */
export function interruption(say: (line: string) => void): Interruption {
  const controller = new AbortController();
  let code: number | undefined;
  let cancel: () => void = () => undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    const mine = EXIT_CODES[signal as keyof typeof EXIT_CODES];
    // Nobody hears us any more, which must not keep us from stopping what was started.
    if (signal === 'SIGHUP') for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
    // What a second signal leaves running, the reaper of the run ends.
    if (code !== undefined) process.exit(mine);
    code = mine;
    say(`\n${signal}: stopping what was started`);
    cancel = wallTimer(STOPPING, () => process.exit(mine));
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    signal: controller.signal,
    exitCode: () => code,
    dispose() {
      cancel();
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}
