import { wallDate } from '../model/wall-clock.js';

/** Milliseconds without a line after which a writer whose process cannot be seen is taken for gone. */
const SILENCE = 600_000;

/** Whether a file that was last written then, in milliseconds of the system's date, is one that nobody writes any more. */
export const isSilentSince = (writtenAt: number): boolean => Date.parse(wallDate()) - writtenAt > SILENCE;
