const { fork } = require('node:child_process');
const { join } = require('node:path');

/**
 * Jest's global set-up: starts the supervisor, which runs the scenarios that this run of Jest will ask for. Plain
 * JavaScript, since Jest does not map the imports of a set-up file. Scenario files are looked for below the project's
 * `roots`; where those are left to Jest, below `scenarios`.
 */
module.exports = async function startSupervisor({ rootDir, testNamePattern = '', testPathPatterns }, { roots = [rootDir] } = {}) {
  const order = {
    folders: roots.map((root) => (root === rootDir ? join(rootDir, 'scenarios') : root)),
    paths: testPathPatterns?.patterns ?? [],
    title: testNamePattern,
    reports: join(rootDir, 'reports'),
  };
  const entry = join(__dirname, 'supervisor-entry.cjs');
  const supervisor = fork(entry, { cwd: rootDir, stdio: ['ignore', 2, 2, 'ipc'], execArgv: [] });
  globalThis[Symbol.for('canarybed.supervisor')] = supervisor;
  const { socket, outlook, idle } = await new Promise((resolve, reject) => {
    supervisor.once('message', (answer) => (answer.failure === undefined ? resolve(answer) : reject(new Error(answer.failure))));
    supervisor.once('exit', (code) => reject(new Error(`the supervisor of the scenarios ended with ${code} before it was ready`)));
    supervisor.send(order);
  });
  if (idle !== undefined) {
    process.stderr.write(`canarybed: ${idle}\n`);
    return;
  }
  process.env.CANARYBED_SUPERVISOR = socket;
  // Workers skip what the supervisor does not run for want of a program.
  process.env.CANARYBED_OUTLOOK = JSON.stringify(outlook);
};
