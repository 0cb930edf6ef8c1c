import { createServer } from 'node:net';
import { EnvironmentError } from '../../model/errors.js';
import { listenOn, stopListening } from '../../services/socket-address.js';
import { FixedPorts } from './fixed-ports.js';
import { Ports } from './ports.js';

const free = new Ports();
let ports: FixedPorts;
let port: number;
let told: string[];
beforeEach(async () => {
  [ports, told] = [new FixedPorts(), []];
  port = await free.take();
});

const come = async (name: string, signal?: AbortSignal): Promise<() => void> => {
  const leave = await ports.occupy(port, signal);
  told.push(name);
  return leave;
};

test('of several one has it at a time, in the order in which they came', async () => {
  const first = await come('first');
  const [second, third] = [come('second'), come('third')];
  await ports.occupy(await free.take());
  expect(told).toEqual(['first']);
  first();
  (await second)();
  await third;
  expect(told).toEqual(['first', 'second', 'third']);
});

test('one that gives up does not keep the next from it, nor lets that in before its time', async () => {
  const first = await come('first');
  const stopped = new AbortController();
  const [second, third] = [come('second', stopped.signal), come('third')];
  stopped.abort(new Error('the run was stopped'));
  await expect(second).rejects.toThrow('the run was stopped');
  await expect(come('late', stopped.signal)).rejects.toThrow('the run was stopped');
  expect(told).toEqual(['first']);
  first();
  await third;
  expect(told).toEqual(['first', 'third']);
});

test('a program that listens there would answer for the app, so that is refused', async () => {
  const stranger = createServer();
  await listenOn(stranger, '127.0.0.1', port);
  const refused = ports.occupy(port);
  await expect(refused).rejects.toThrow(EnvironmentError);
  await expect(refused).rejects.toThrow(`port ${port}, on which the app listens, is taken by another program`);
  await stopListening(stranger);
  expect(await ports.occupy(port)).toEqual(expect.any(Function));
});
