import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

// eslint-disable-next-line @typescript-eslint/no-require-imports -- Jest loads it so.
const { stopSupervisor } = require('./global-teardown.cjs') as { stopSupervisor(patience: number): Promise<void> };

const PLACE = Symbol.for('canarybed.supervisor');
const world = globalThis as { [PLACE]?: ChildProcess };

let child: ChildProcess;

/** A process in the supervisor's place. */
async function supervisorThat(does: string): Promise<void> {
  child = spawn(process.execPath, ['-e', `${does}; process.send('ready')`], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  await once(child, 'message');
  world[PLACE] = child;
}

afterEach(() => {
  child.kill('SIGKILL');
  delete world[PLACE];
});

test('a supervisor that ends when it is let go is waited for, not killed', async () => {
  await supervisorThat(`process.on('disconnect', () => setTimeout(() => process.exit(5), 100))`);
  await stopSupervisor(60_000);
  expect(child.exitCode).toBe(5);
});

test('a supervisor that does not end is killed after a bounded time, and that is said', async () => {
  await supervisorThat(`setInterval(() => {}, 1000); process.on('SIGTERM', () => {})`);
  const said: string[] = [];
  const write = jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  await stopSupervisor(300).finally(() => write.mockRestore());
  expect(child.signalCode).toBe('SIGKILL');
  expect(said).toEqual(['canarybed: the supervisor of the scenarios did not end within 0.3 s and was killed\n']);
});

test.each(['process.exit(0)', 'process.kill(process.pid, "SIGKILL")'])('a supervisor that is gone already (%s) is not waited for', async (end) => {
  await supervisorThat(`setTimeout(() => ${end}, 50)`);
  await once(child, 'exit');
  await stopSupervisor(60_000);
});

test('where none was started there is nothing to do', async () => {
  await stopSupervisor(60_000);
});
