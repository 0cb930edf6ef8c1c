/** Jest's global tear-down: lets the supervisor go and waits until it has tidied up. */
module.exports = async function stopSupervisor() {
  const supervisor = globalThis[Symbol.for('canarybed.supervisor')];
  if (!supervisor || supervisor.exitCode !== null || supervisor.signalCode !== null) return;
  const ended = new Promise((resolve) => supervisor.once('exit', resolve));
  if (supervisor.connected) supervisor.disconnect();
  await ended;
};
