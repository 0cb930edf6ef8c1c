import type { Container } from 'dockerode';
import { unlessGone } from './engine.js';

/** Signals that the init process in a container does not hand on to the app. */
const NOT_HANDED_ON: readonly NodeJS.Signals[] = [
  'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGSEGV', 'SIGSYS', 'SIGTRAP', 'SIGSTOP', 'SIGTTIN', 'SIGTTOU',
];

/** Sends a signal to the app in a container; nothing if it has ended already. */
export function sendSignal(container: Container, signal: NodeJS.Signals): Promise<void> {
  return unlessGone(NOT_HANDED_ON.includes(signal) ? signalFromInside(container, signal) : container.kill({ signal }));
}

/** Process -1: all but the sender and process 1. Needs a shell in the image. */
async function signalFromInside(container: Container, signal: NodeJS.Signals): Promise<void> {
  const exec = await container.exec({ Cmd: ['sh', '-c', `kill -s ${signal.slice(3)} -- -1`], AttachStderr: true });
  const stream = await exec.start({});
  await new Promise<void>((resolve) => stream.resume().once('close', resolve).once('end', resolve));
}
