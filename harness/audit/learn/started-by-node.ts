import { basename } from 'node:path';

const PROGRAMS = /^(?:node|nodejs|npm|npx|yarn|pnpm|tsx|ts-node|nodemon|pm2-runtime)$/;

/** Whether a start command names a program that runs in Node, itself or within a shell's line. Pure. */
export function startedByNode([program = '', ...args]: readonly string[]): boolean {
  const isShell = /^(?:ba|da|a|z)?sh$/.test(basename(program));
  const words = isShell ? args.flatMap((text) => text.split(/[\s;&|()'"]+/)) : [program];
  return words.some((word) => PROGRAMS.test(basename(word)) || /\.[cm]?[jt]s$/.test(isShell ? '' : word));
}
