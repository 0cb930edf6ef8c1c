import { spawn, type ChildProcess } from 'node:child_process';
import { until } from '../run-bench.testing.js';
import { cpuSecondsOfTree } from './tree-cpu.js';

/** A program of Node that is busy for 0.4 s of processor time, says so, and then runs the rest. */
const busyThen = (rest: string): string => `while (process.cpuUsage().user < 400000); console.log('was busy'); ${rest}`;

let parent: ChildProcess;
let output: string;
afterEach(() => void process.kill(-(parent.pid ?? 0), 'SIGKILL'));

/** Starts a shell that only waits, with the program as its child. */
function startShell(program: string): void {
  output = '';
  parent = spawn('sh', ['-c', '"$0" -e "$1"; echo has ended; sleep 60 & wait', process.execPath, program], { detached: true });
  parent.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
}

test.each([
  ['while it runs', 'setInterval(() => undefined, 60000)', 'was busy'],
  ['after it has ended', '', 'has ended'],
])('what a child used counts %s', async (_, rest, line) => {
  startShell(busyThen(rest));
  await until(`"${line}"`, () => output.includes(line));
  expect(cpuSecondsOfTree(parent.pid ?? 0)).toBeGreaterThanOrEqual(0.4);
});

test('a process that is gone has used nothing', () => {
  startShell('');
  expect(cpuSecondsOfTree(2 ** 22 + 1)).toBe(0);
});
