import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScenarioEnd } from '../model/journal.js';
import { scenarioOf } from '../model/release.testing.js';
import { registerJestTest, registerJestUnrun, underJest } from './register.js';
import { SUPERVISOR_SOCKET } from './supervisor-client.js';
import { ResultServer } from './supervisor-server.js';

interface Registered {
  readonly title: string;
  readonly body: () => Promise<void>;
  readonly timeout: number;
}

const END: ScenarioEnd = { outcome: 'as-expected', pace: 'fast', checksSent: 3, checksProjected: 0, wallSeconds: 2 };
const SCENARIO = scenarioOf({ id: 'a-crash', title: 'a crash', location: { file: join(process.cwd(), 'scenarios', 'process.scenario.ts'), line: 7 } });

const folder = mkdtempSync(join(tmpdir(), 'canarybed-register-'));
const server = new ResultServer(['a-crash', 'a-stop']);
const jestsOwn = { test: globalThis.test, worker: process.env.JEST_WORKER_ID, socket: process.env[SUPERVISOR_SOCKET] };
let registered: Registered[] = [];
let todos: string[] = [];
let skipped: string[] = [];

beforeAll(async () => {
  process.env[SUPERVISOR_SOCKET] = join(folder, 'supervisor.sock');
  await server.listen(process.env[SUPERVISOR_SOCKET]);
});

beforeEach(() => {
  registered = [];
  todos = [];
  skipped = [];
  // What a test file of Jest would find; a test cannot be registered while another runs.
  const concurrent = (title: string, body: () => Promise<void>, timeout: number): void => void registered.push({ title, body, timeout });
  Object.assign(globalThis, { test: Object.assign(concurrent, { concurrent, todo: (title: string) => todos.push(title), skip: (title: string) => skipped.push(title) }) });
});

afterEach(() => {
  Object.assign(globalThis, { test: jestsOwn.test });
  if (jestsOwn.worker !== undefined) process.env.JEST_WORKER_ID = jestsOwn.worker;
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
  if (jestsOwn.socket === undefined) delete process.env[SUPERVISOR_SOCKET];
  else process.env[SUPERVISOR_SOCKET] = jestsOwn.socket;
});

test('a file that Jest loads as a test file is told from one that a program loads', () => {
  expect(underJest()).toBe(true);
  delete process.env.JEST_WORKER_ID;
  expect(underJest()).toBe(false);
  process.env.JEST_WORKER_ID = '1';
  Object.assign(globalThis, { test: undefined });
  expect(underJest()).toBe(false);
});

test('a scenario becomes a concurrent test of its title that has minutes to wait for its turn', () => {
  registerJestTest(SCENARIO);
  expect(registered).toMatchObject([{ title: 'a crash' }]);
  expect(registered[0]?.timeout).toBeGreaterThanOrEqual(10 * 60_000);
});

test('its test passes when the supervisor has a result as expected', async () => {
  registerJestTest(SCENARIO);
  server.give('a-crash', END);
  await expect(registered[0]?.body()).resolves.toBeUndefined();
});

test('its test fails with all that is needed to see why, at the place of the scenario', async () => {
  registerJestTest({ ...SCENARIO, id: 'a-stop', title: 'a stop' });
  server.give('a-stop', {
    ...END, outcome: 'surprise', lastAnswer: 'not well',
    judgement: { outcome: 'surprise', differences: ['expected rejected, got accepted (1 of 1 in service)'] },
  });
  const failure = await registered[0]?.body().catch((error: unknown) => error as Error);
  expect(failure).toBeInstanceOf(Error);
  expect((failure as Error).message).toContain('SURPRISE: a stop\n');
  expect((failure as Error).message).toContain('  expected rejected, got accepted (1 of 1 in service)\n  last answer: not well');
  expect((failure as Error).stack?.split('\n').at(-1)).toBe('    at scenarios/process.scenario.ts:7');
});

test('its test fails when the supervisor does not run it', async () => {
  registerJestTest({ ...SCENARIO, id: 'unknown' });
  await expect(registered[0]?.body()).rejects.toThrow('it was not among the selected scenarios');
});

test('what is to be written, and what is skipped, is shown by Jest with the reason', () => {
  const { family, location } = SCENARIO;
  registerJestUnrun({ title: 'a leap second', family, location, why: 'todo', reason: 'to be written' });
  registerJestUnrun({ title: 'a full disk', family, location, why: 'skip', reason: 'needs a disk' });
  expect([todos, skipped, registered]).toEqual([['a leap second (to be written)'], ['a full disk (needs a disk)'], []]);
});
