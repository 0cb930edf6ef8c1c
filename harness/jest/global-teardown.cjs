const { rmSync } = require('node:fs');

/** Milliseconds in which the supervisor must have tidied up: more than it gives itself. */
const PATIENCE = 10_000;

/** Jest's global tear-down: lets the supervisor go and waits until it has tidied up. */
module.exports = () => stopSupervisor(PATIENCE);

/** A supervisor that has not ended in time is killed; the reaper of its run then ends what it had started. */
async function stopSupervisor(patience) {
  const supervisor = globalThis[Symbol.for('canarybed.supervisor')];
  if (!supervisor || supervisor.exitCode !== null || supervisor.signalCode !== null) return;
  const ended = new Promise((resolve) => supervisor.once('exit', resolve));
  if (supervisor.connected) supervisor.disconnect();
  const timer = setTimeout(() => {
    process.stderr.write(`canarybed: the supervisor of the scenarios did not end within ${patience / 1000} s and was killed\n`);
    supervisor.kill('SIGKILL');
    rmSync(process.env.CANARYBED_SUPERVISOR ?? '', { force: true });
  }, patience);
  await ended;
  clearTimeout(timer);
}
module.exports.stopSupervisor = stopSupervisor;
