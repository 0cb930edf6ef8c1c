import { createInterface } from 'node:readline';
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
  // Answers may come before their questions, several at once.
  const early: string[] = [];
  let waiting: { readonly answer: (line: string) => void; readonly giveUp: () => void } | undefined;
  let over = signal.aborted;
  const end = (): void => {
    over = true;
    waiting?.giveUp();
  };
  lines.once('close', end).on('line', (line) => {
    const asked = waiting;
    // At once, since the next line may come before the one who asked goes on.
    waiting = undefined;
    if (asked) asked.answer(line);
    else early.push(line);
  });
  signal.addEventListener('abort', end, { once: true });
  // A terminal that is read line by line keeps the signal to itself.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const ask: Ask = async (question) => {
    const line = early.shift();
    if (line === undefined && over) throw ended();
    lines.setPrompt(question);
    if (!over) lines.prompt();
    if (line !== undefined) return line;
    return new Promise((answer, reject) => (waiting = { answer, giveUp: () => reject(ended()) }));
  };
  try {
    return await work(ask);
  } finally {
    signal.removeEventListener('abort', end);
    lines.close();
  }
}

const ended = (): ConfigError => new ConfigError('init: expected an answer to each question, found the end of them; nothing was written. --yes asks nothing');
