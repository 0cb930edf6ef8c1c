import { EmbeddedRuntime } from './embedded/adapter.js';
import { RunFolder } from './run-folder.js';

/**
 * A run in a process of its own, which a test can end as it likes. It takes its id and what it is to start as
 * arguments, tells what it has on one line, and then waits.
 */
async function main(): Promise<void> {
  const [runId = '', ...wanted] = process.argv.slice(2);
  const run = new RunFolder(runId);
  const runtime = new EmbeddedRuntime(run);
  const processes: string[] = [];
  for (const script of wanted.filter((script) => script !== 'postgres')) {
    const running = await runtime.startProcess({
      name: 'i-test',
      command: ['node', '-e', script],
      env: {},
      folder: run.makeFolder('app'),
      folderChanged: false,
      extraFiles: [],
      portSetting: 'PORT',
      onLine: (line) => processes.push(line),
    });
    processes.push(running.id);
  }
  const postgres = wanted.includes('postgres') ? await runtime.startPostgres() : undefined;
  const told = wanted.filter((script) => script.includes('console.log')).length;
  while (processes.length < wanted.length - (postgres ? 1 : 0) + told) await new Promise((resolve) => setImmediate(resolve));
  process.stdout.write(`${JSON.stringify({ path: run.path, dataPath: run.dataPath, processes: processes.map(Number), adminUrl: postgres?.adminUrl })}\n`);
  setInterval(() => undefined, 1000);
}

void main();
