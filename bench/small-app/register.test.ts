import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registeredScenarios } from '../../harness/runner/registry.js';
import { drawApps } from './draw.js';
import { registerGenerated } from './register.js';

const folder = mkdtempSync(join(tmpdir(), 'canarybed-drawn-'));
const worker = process.env.JEST_WORKER_ID;

beforeAll(() => {
  writeFileSync(join(folder, 'server.cjs'), '');
  // Without this, each drawn app would become a Jest test.
  delete process.env.JEST_WORKER_ID;
});

afterAll(() => {
  if (worker !== undefined) process.env.JEST_WORKER_ID = worker;
  rmSync(folder, { recursive: true, force: true });
});

test('every drawn app is registered as it was drawn, and only once', () => {
  const drawn = drawApps(7, 12);
  const scenarios = registerGenerated(folder, 7, 12);
  expect(scenarios).toEqual(registeredScenarios());
  expect(scenarios.map(({ faults }) => Object.fromEntries(faults.map((fault) => (fault.kind === 'env' ? [fault.key, fault.value] : []))))).toEqual(drawn.map(({ settings }) => settings));
  expect(scenarios.map(({ release }) => release.respawn)).toEqual(drawn.map(({ respawn }) => respawn));
  expect(new Set(scenarios.map(({ id }) => id)).size).toBe(12);
});
