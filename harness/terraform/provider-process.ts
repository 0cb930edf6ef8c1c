import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wallTimer } from '../model/wall-clock.js';
import { providerEnvironment } from './environment.js';
import { GuardedProcess } from '../programs/guarded-process.js';

/** A provider that waits for Terraform, which by itself would start it anew for each phase of each command. */
export interface ProviderProcess {
  /** Value of TF_REATTACH_PROVIDERS that leads to it. */
  readonly reattach: string;
  readonly isRunning: () => boolean;
  readonly end: () => Promise<void>;
}

/** Wall seconds in which it must say where it listens; it takes less than one. */
const START_LIMIT = 30;

/** The line of a provider started with `-debug` that says where it listens. */
export function parseReattach(line: string): string | undefined {
  const value = /^\s*TF_REATTACH_PROVIDERS='(.*)'\s*$/.exec(line)?.[1];
  try {
    return value !== undefined && Object.keys(JSON.parse(value) as object).length > 0 ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Starts a provider's program; undefined when it does not come up, and Terraform can still do it itself. */
export async function startProvider(binary: string, temporaryRoot = tmpdir()): Promise<ProviderProcess | undefined> {
  // Its socket lies here; the path of a socket must be short.
  const folder = mkdtempSync(join(temporaryRoot, 'canarybed-tf-'));
  let running = true;
  let listens: (reattach: string | undefined) => void = () => undefined;
  const listening = new Promise<string | undefined>((resolve) => (listens = resolve));
  const provider = new GuardedProcess({
    command: [binary, '-debug'],
    folder,
    environment: providerEnvironment(process.env, folder),
    onLine: (line, stream) => {
      const reattach = stream === 'stdout' ? parseReattach(line) : undefined;
      if (reattach !== undefined) listens(reattach);
    },
  });
  provider.letGo();
  const gone = provider.ended.then(() => {
    running = false;
    listens(undefined);
    rmSync(folder, { recursive: true, force: true });
  });
  const end = (): Promise<void> => {
    running = false;
    provider.end();
    return gone;
  };
  const cancel = wallTimer(START_LIMIT, () => listens(undefined));
  const reattach = await listening;
  cancel();
  if (reattach !== undefined) return { reattach, isRunning: () => running, end };
  await end();
  return undefined;
}
