// Started for each run of `run --watch` with an IPC channel, over which the order comes and what the run is made of goes back.
require('tsx/cjs/api').register();
const { oneRun } = require('./one-run');

// Nobody is left who could end it.
const stop = () => process.kill(process.pid, 'SIGTERM');

process.once('disconnect', stop).once('message', async (order) => {
  const code = await oneRun(process.argv.slice(2), order, (map) => process.send?.(map));
  process.off('disconnect', stop).disconnect?.();
  // At once: a timer or a socket that a file of the user's has left open would keep it for ever.
  for (const stream of [process.stdout, process.stderr]) await new Promise((resolve) => stream.write('', resolve));
  process.exit(code);
});
