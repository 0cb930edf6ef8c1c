import { createInterface } from 'node:readline/promises';
import type { Ask } from '../audit/init/questions.js';
import { ConfigError } from '../model/errors.js';

/** Streams between us and the one who answers. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/**
 * Lets `work` ask by a terminal.
 * @throws ConfigError when the answers end, or `signal` is aborted, before all is asked
 */
export async function withQuestions<T>({ input, output }: Terminal, signal: AbortSignal, work: (ask: Ask) => Promise<T>): Promise<T> {
  const lines = createInterface({ input, output });
  const ended = new AbortController();
  lines.once('close', () => ended.abort());
  // A terminal that is read line by line keeps the signal to itself.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const over = AbortSignal.any([signal, ended.signal]);
  // Answers that come before their question wait for it.
  const early: string[] = [];
  let asked = false;
  lines.on('line', (line) => {
    if (!asked) early.push(line);
  });
  const ask: Ask = async (question) => {
    const waiting = early.shift();
    if (waiting !== undefined) return waiting;
    asked = true;
    try {
      return await lines.question(question, { signal: over });
    } catch (error) {
      if (!over.aborted) throw error;
      throw new ConfigError('init: expected an answer to each question, found the end of them; nothing was written. --yes asks nothing');
    } finally {
      asked = false;
    }
  };
  try {
    return await work(ask);
  } finally {
    lines.close();
  }
}
