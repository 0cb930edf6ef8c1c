// npm test: the unit tests, those that need the machine for themselves, then the scenarios, which take all of it, too.
// With arguments it is Jest itself: npm test scenarios, npm test -- harness/model.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const jest = join(dirname(createRequire(import.meta.url).resolve('jest/package.json')), 'bin/jest.js');
const own = process.env.CANARYBED_TALLY === undefined ? mkdtempSync(join(tmpdir(), 'canarybed-tally-')) : undefined;
const env = { ...process.env, CANARYBED_TALLY: process.env.CANARYBED_TALLY ?? join(own, 'tally.json') };
// Tests of the command start runs of their own, in which a surprise is what they look for.
const { CANARYBED_RETRIES: _retries, ...withoutRetries } = env;
// Suites mostly wait, for apps and databases; Jest's own choice leaves a processor idle, of two the half.
const unit = ['--selectProjects', 'unit', '--maxWorkers=100%'];
const alone = ['--selectProjects', 'alone', '--runInBand'];
// A pattern on paths, for whoever runs the others by themselves.
const chosen = process.env.CANARYBED_SCENARIOS;
const scenarios = ['--selectProjects', 'scenarios', ...(chosen ? ['--testPathPatterns', chosen] : [])];
const runs = process.argv.length > 2 ? [process.argv.slice(2)] : [unit, alone, scenarios];

let code = 0;
let current;
let interrupted;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    interrupted = signal;
    current?.kill(signal);
  });
}
try {
  for (const args of runs) {
    if (interrupted) break;
    current = spawn(process.execPath, [jest, ...args], { stdio: 'inherit', env: args === unit || args === alone ? withoutRetries : env });
    const [status, signal] = await once(current, 'exit');
    code ||= status ?? 1;
    interrupted ??= signal ?? undefined;
  }
} finally {
  if (own) rmSync(own, { recursive: true, force: true });
}
process.exitCode = interrupted === undefined ? code : interrupted === 'SIGINT' ? 130 : 143;
