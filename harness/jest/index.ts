import { join } from 'node:path';

/**
 * Settings of a project of Jest whose tests are scenario files, to be spread into its configuration: the files below
 * `scenarios`, the supervisor that runs them, and imports that end in `.js` and mean a file of TypeScript, as Node's
 * way of resolving has it. Jest needs a `transform` beside them where scenario files are TypeScript.
 */
export const scenarioProject = {
  testMatch: ['<rootDir>/scenarios/**/*.scenario.?(c)[jt]s'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1', '$1.js'] },
  globalSetup: join(__dirname, 'global-setup.cjs'),
  globalTeardown: join(__dirname, 'global-teardown.cjs'),
};

/** A reporter whose last line is `N passed, N failed`, for programs that read it. */
export const closingLine = join(__dirname, 'closing-line.cjs');
