const { fork } = require('node:child_process');
const { join } = require('node:path');

/**
 * Jest's global set-up: starts the supervisor, which runs the scenarios that this run of Jest will ask for. Plain
 * JavaScript, since Jest does not map the imports of a set-up file.
 */
module.exports = async function startSupervisor({ rootDir, testNamePattern = '', testPathPatterns }) {
  const order = {
    folder: join(rootDir, 'scenarios'),
    paths: testPathPatterns?.patterns ?? [],
    title: testNamePattern,
    reports: join(rootDir, 'reports'),
  };
  const entry = join(__dirname, 'supervisor-entry.cjs');
  const supervisor = fork(entry, { cwd: rootDir, stdio: ['ignore', 2, 2, 'ipc'], execArgv: [] });
  globalThis[Symbol.for('canarybed.supervisor')] = supervisor;
  process.env.CANARYBED_SUPERVISOR = await new Promise((resolve, reject) => {
    supervisor.once('message', ({ socket, failure }) => (socket ? resolve(socket) : reject(new Error(failure))));
    supervisor.once('exit', (code) => reject(new Error(`the supervisor of the scenarios ended with ${code} before it was ready`)));
    supervisor.send(order);
  });
};
