import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigError } from '../model/errors.js';
import { isRunningHere, ownMark, type ProcessMark } from '../model/process-mark.js';
import { wallDate } from '../model/wall-clock.js';
import { PROCESS_MARK } from './schema/process-mark-schema.js';
import { isSilentSince } from './silence.js';

const MARK = z.object(PROCESS_MARK);

/**
 * Claims a file for this process, until it ends or lets it go: two writers would mix their lines. A lock that a writer left
 * behind who is gone is taken over.
 * @returns lets it go
 * @throws ConfigError where another one writes it
 */
export function lockFile(file: string): () => void {
  const lock = `${file}.lock`;
  for (let tries = 0; !tryLock(lock); tries += 1) {
    const owner = ownerOf(lock);
    if (!owner && isYoung(lock)) throw new ConfigError(`expected that nobody else writes ${file}, found ${lock}, made just now; let its owner end, or run in another folder`);
    if (owner && (isLive(owner, file, lock) || tries === 3)) {
      throw new ConfigError(
        `expected that nobody else writes ${file}, found process ${owner.pid} of ${owner.host}, which does; let it end, or stop it, or run in another folder (where it is gone, remove ${lock})`,
      );
    }
    rmSync(lock, { force: true });
  }
  const release = (): void => {
    process.off('exit', release);
    rmSync(lock, { force: true });
  };
  process.once('exit', release);
  return release;
}

/** False where it is there already. */
function tryLock(lock: string): boolean {
  try {
    writeFileSync(lock, JSON.stringify(ownMark()), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined of one that is gone meanwhile, or that says nothing: its writer was ended as it began. */
function ownerOf(lock: string): ProcessMark | undefined {
  try {
    const { ticks, ...mark } = MARK.parse(JSON.parse(readFileSync(lock, 'utf8')));
    return { ...mark, ...(ticks === undefined ? {} : { ticks }) };
  } catch {
    return undefined;
  }
}

/** On another host by its file, or before there is one by its lock. */
function isLive(owner: ProcessMark, file: string, lock: string): boolean {
  const runs = isRunningHere(owner);
  if (runs !== undefined) return runs;
  const stats = statSync(file, { throwIfNoEntry: false }) ?? statSync(lock, { throwIfNoEntry: false });
  return stats !== undefined && !isSilentSince(stats.mtimeMs);
}

/** Milliseconds after which a lock that says nothing was left by one that was ended as it began. */
const YOUNG = 2000;

function isYoung(lock: string): boolean {
  const stats = statSync(lock, { throwIfNoEntry: false });
  return stats !== undefined && Date.parse(wallDate()) - stats.mtimeMs < YOUNG;
}
