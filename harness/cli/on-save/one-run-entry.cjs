// Started for each run of `run --watch` with an IPC channel, over which the order comes and what the run is made of goes back.
require('tsx/cjs/api').register();
const { oneRun } = require('./one-run');

// Nobody is left who could end it.
const stop = () => process.kill(process.pid, 'SIGTERM');

process.once('disconnect', stop).once('message', async (order) => {
  process.exitCode = await oneRun(process.argv.slice(2), order, (map) => process.send?.(map));
  process.off('disconnect', stop).disconnect?.();
});
