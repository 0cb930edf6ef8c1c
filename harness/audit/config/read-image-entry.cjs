// Takes an image while the process that started it waits: `{config, folder}` comes as JSON on standard input, and what
// readImage gives, or the error, goes back on standard output.
require('tsx/cjs/api').register();
const { readFileSync } = require('node:fs');
const { takeImage } = require('./read-image');

const { config, folder } = JSON.parse(readFileSync(0, 'utf8'));
const answer = (value) => process.stdout.write(JSON.stringify(value), () => process.exit());
takeImage(config, folder).then(
  (taken) => answer({ taken }),
  ({ name, message, remedy, stack }) => answer({ error: { name, message, remedy, stack } }),
);
