import { fork } from 'node:child_process';
import { join } from 'node:path';

/** A file of this folder that runs in a process of its own, so that what it costs is not in what is measured here. */
export interface Child<Message> {
  /** The first message; rejects when the process ends before it. */
  readonly first: Promise<Message>;
  /** Rejects when the process ends before `end` is called, so that nobody waits for it. */
  readonly failed: Promise<never>;
  send(message: object): void;
  end(): Promise<void>;
}

/** @param hear told every message, which is taken for what the file is known to send. */
export function startChild<Message>(file: string, hear: (message: Message) => void = () => undefined): Child<Message> {
  const child = fork(join(__dirname, 'child.mjs'), [join(__dirname, file)], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  let ending = false;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => (ending ? undefined : reject(new Error(`${file} ended by itself: ${signal ?? code}`))));
  });
  failed.catch(() => undefined);
  const first = Promise.race([new Promise<Message>((resolve) => child.once('message', (message) => resolve(message as Message))), failed]);
  first.catch(() => undefined);
  child.on('message', (message) => hear(message as Message));
  return {
    first,
    failed,
    send: (message) => void child.send(message),
    end: () => {
      ending = true;
      child.kill('SIGKILL');
      return ended;
    },
  };
}

/** Sends what a child has to say to its parent. */
export const tellParent = (message: object): void => void process.send?.(message);

/** Hears what a parent has to say to its child, which takes it for what it is known to send. */
export const onParent = <Message>(hear: (message: Message) => void): void => void process.on('message', (message) => hear(message as Message));
