import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScenarioEnd } from '../model/journal.js';
import { resultOf, SUPERVISOR_SOCKET } from './supervisor-client.js';
import { ResultServer } from './supervisor-server.js';

const folder = mkdtempSync(join(tmpdir(), 'canarybed-socket-'));
const servers: ResultServer[] = [];
const before = process.env[SUPERVISOR_SOCKET];

const END: ScenarioEnd = { outcome: 'as-expected', pace: 'fast', checksSent: 3, checksProjected: 0, wallSeconds: 2, lastLines: ['für alle'] };

async function supervisor(...ids: string[]): Promise<ResultServer> {
  const server = new ResultServer(ids);
  const socket = join(folder, `${servers.push(server)}.sock`);
  await server.listen(socket);
  process.env[SUPERVISOR_SOCKET] = socket;
  return server;
}

afterEach(() => {
  for (const server of servers) server.close();
  if (before === undefined) delete process.env[SUPERVISOR_SOCKET];
  else process.env[SUPERVISOR_SOCKET] = before;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a result that is there is answered as it was given', async () => {
  const server = await supervisor('a-crash');
  server.give('a-crash', END);
  expect(await resultOf('a-crash')).toEqual(END);
});

test('a result that is not there yet is waited for, by all who ask', async () => {
  const server = await supervisor('a-crash', 'a-stop');
  const asked = [resultOf('a-crash'), resultOf('a-stop'), resultOf('a-crash')];
  server.give('a-stop', { ...END, checksSent: 9 });
  expect(await asked[1]).toMatchObject({ checksSent: 9 });
  server.give('a-crash', END);
  expect(await Promise.all(asked)).toMatchObject([{ checksSent: 3 }, { checksSent: 9 }, { checksSent: 3 }]);
});

test('the first result given stays, whatever comes after it', async () => {
  const server = await supervisor('a-crash');
  server.give('a-crash', END);
  server.give('a-crash', { ...END, outcome: 'surprise' });
  server.giveUp('the run ended');
  expect(await resultOf('a-crash')).toEqual(END);
});

test('ids with signs and letters of any script find their results', async () => {
  const id = 'eine-seite für/alle %41 ?';
  const server = await supervisor(id);
  server.give(id, END);
  expect(await resultOf(id)).toEqual(END);
});

test('a scenario that was not selected is told so, not waited for', async () => {
  await supervisor('a-crash');
  await expect(resultOf('a-stop')).rejects.toThrow('the supervisor does not run "a-stop": it was not among the selected scenarios');
});

test('a result for an id that nobody selected is dropped', async () => {
  const server = await supervisor('a-crash');
  server.give('a-stop', END);
  await expect(resultOf('a-stop')).rejects.toThrow('does not run "a-stop"');
});

test('when the run fails, all who wait are told why, and those who come later too', async () => {
  const server = await supervisor('a-crash', 'a-stop');
  const waiting = expect(resultOf('a-crash')).rejects.toThrow('no runtime can be used');
  server.giveUp('no runtime can be used');
  await waiting;
  await expect(resultOf('a-stop')).rejects.toThrow('no runtime can be used');
});

test('a supervisor that goes away while it is waited for is noticed', async () => {
  const server = await supervisor('a-crash');
  const waiting = expect(resultOf('a-crash')).rejects.toThrow('the supervisor of the scenarios is gone: ');
  await expect(resultOf('unknown')).rejects.toThrow('does not run');
  server.close();
  await waiting;
});

test('without a supervisor a test says what is missing in the configuration', async () => {
  delete process.env[SUPERVISOR_SOCKET];
  await expect(Promise.resolve().then(() => resultOf('a-crash'))).rejects.toThrow('no supervisor runs; take globalSetup and globalTeardown of canarybed into the Jest configuration');
});

test('a socket that cannot be made is an error, not a wait', async () => {
  await expect(new ResultServer([]).listen(join(folder, 'no', 'such', 'folder.sock'))).rejects.toThrow();
});
