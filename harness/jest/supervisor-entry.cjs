// Started by Jest's global set-up with an IPC channel, over which the order comes and the socket's path goes back.
require('tsx/cjs/api').register();
const { supervise } = require('./supervisor');

process.once('message', (order) => {
  supervise(order).then(
    // Jest waits for this end, so nothing that is still open may hold it up.
    () => process.exit(),
    (error) => {
      process.send?.({ failure: error.message });
      process.exitCode = error.exitCode ?? 70;
      process.disconnect?.();
    },
  );
});
