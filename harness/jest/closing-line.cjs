const { existsSync, readFileSync, writeFileSync, writeSync } = require('node:fs');
const { relative } = require('node:path');

/**
 * Jest reporter: what failed, by name, and the run's last line, `N passed, N failed` (`, N skipped`), which other
 * programs read. Both are written when the process ends, since Jest prints its own summary after every reporter is
 * done. Where `CANARYBED_TALLY` names a file, they are of all runs that were given the same file.
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
      names: failedIn(results.testResults ?? []),
    });
    // Where nobody watches, it is to be seen afterwards what the time went into.
    if (process.env.CI) for (const line of slowest(results.testResults ?? [])) process.stdout.write(`${line}\n`);
    process.once('exit', () => writeSync(1, `\n${[...counts.names.map((name) => `failed: ${name}`), lineOf(counts)].join('\n')}\n`));
  }
};

/** What came before may be long, and cut where it is kept. */
const failedIn = (suites) =>
  suites.flatMap(({ testFilePath, testResults = [], testExecError }) => {
    const names = testResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
    return [...(testExecError ? ['could not be run'] : []), ...names].map((name) => `${relative(process.cwd(), testFilePath)}: ${name}`);
  });

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
  const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 0, skipped: 0, names: [] };
  const sum = {
    passed: before.passed + counts.passed,
    failed: before.failed + counts.failed,
    skipped: before.skipped + counts.skipped,
    names: [...before.names, ...counts.names],
  };
  writeFileSync(file, JSON.stringify(sum));
  return sum;
}
