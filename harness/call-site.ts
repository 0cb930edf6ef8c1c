import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceLocation } from './model/scenario.js';

/** Where a function of ours was called from: the first place on the stack that is not below this folder of ours. */
export function callSite(isOurs: (file: string) => boolean): SourceLocation {
  const frames = (new Error().stack ?? '').split('\n').slice(1);
  for (const frame of frames) {
    const match = /((?:file:\/\/)?\/[^():]+):(\d+):\d+\)?$/.exec(frame);
    if (!match?.[1]) continue;
    const file = match[1].startsWith('file://') ? fileURLToPath(match[1].replace(/\?.*$/, '')) : match[1];
    if (!isOurs(file)) return { file, line: Number(match[2]) };
  }
  return { file: 'unknown', line: 0 };
}

/** Files of the public door, which stand between a scenario file and us. */
const DOOR = ['call-site', 'define-app', 'define-app-from', 'define-scenario'].flatMap((name) => ['ts', 'js'].map((ending) => join(__dirname, `${name}.${ending}`)));

export const isDoor = (file: string): boolean => DOOR.includes(file);
