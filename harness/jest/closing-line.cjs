const { existsSync, readFileSync, writeFileSync, writeSync } = require('node:fs');
const { relative } = require('node:path');

/**
 * Jest reporter: the run's last line, `N passed, N failed` (`, N skipped`), which other programs read. It is written
 * when the process ends, since Jest prints its own summary after every reporter is done. Where `CANARYBED_TALLY` names
 * a file, the line counts all runs that were given the same file.
 */
module.exports = class ClosingLine {
  constructor() {
    this.tally = process.env.CANARYBED_TALLY;
    // A run of Jest that a test of this one starts is no part of the count.
    delete process.env.CANARYBED_TALLY;
  }

  onRunComplete(_contexts, results) {
    const counts = addTo(this.tally, {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    });
    // Where nobody watches, it is to be seen afterwards what the time went into.
    if (process.env.CI) for (const line of slowest(results.testResults ?? [])) process.stdout.write(`${line}\n`);
    process.once('exit', () => writeSync(1, `\n${lineOf(counts)}\n`));
  }
};

/** Suites that are named as the slowest. */
const NAMED = 20;

const slowest = (suites) =>
  [...suites]
    .map(({ testFilePath, perfStats }) => ({ file: relative(process.cwd(), testFilePath), seconds: perfStats.runtime / 1000 }))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, NAMED)
    .map(({ file, seconds }) => `slow: ${seconds.toFixed(0)} s ${file}`);

const lineOf = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

function addTo(file, counts) {
  if (!file) return counts;
  const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 0, skipped: 0 };
  const sum = Object.fromEntries(Object.keys(counts).map((name) => [name, before[name] + counts[name]]));
  writeFileSync(file, JSON.stringify(sum));
  return sum;
}
