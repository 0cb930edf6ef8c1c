const { writeSync } = require('node:fs');

/**
 * Jest reporter: the run's last line, `N passed, N failed` (`, N skipped`), which other programs read. It is written
 * when the process ends, since Jest prints its own summary after every reporter is done.
 */
module.exports = class ClosingLine {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = `${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    process.once('exit', () => writeSync(1, `\n${line}\n`));
  }
};
