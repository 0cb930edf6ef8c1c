/** @jest-config-loader esbuild-register */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from 'jest';

const shared = {
  testEnvironment: 'node',
  modulePathIgnorePatterns: [
    '<rootDir>/\\.canarybed/',
    '<rootDir>/dist/',
    '<rootDir>/app/dist/',
    '<rootDir>/app/\\.dist',
    '<rootDir>/examples/nginx/dist/',
    '<rootDir>/examples/nginx/\\.dist',
    '<rootDir>/examples/parse-server/node_modules/',
    '<rootDir>/bench/real-apps/unleash/node_modules/',
  ],
  transform: {
    '\\.[cm]?[jt]s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
} satisfies Config;

/** Folders of scenario files, from the project's folder. */
const scenarioFolders = ['scenarios', ...readdirSync(join(__dirname, 'examples')).map((example) => `examples/${example}/scenarios`)].filter((folder) =>
  existsSync(join(__dirname, folder)),
);

/** What takes the whole machine by itself, and is judged by how fast it answers: an audit of all of the shop, applies of Terraform. */
const alone = ['examples/terraform.test.ts', 'harness/audit/sample-shop.test.ts'].map((file) => `<rootDir>/${file}`);

const config: Config = {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{app,bench,build,docs,examples,harness}/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...alone.map((file) => file.replaceAll('.', '\\.'))],
    },
    { ...shared, displayName: 'alone', testMatch: alone },
    {
      ...shared,
      displayName: 'scenarios',
      roots: scenarioFolders.map((folder) => `<rootDir>/${folder}`),
      testMatch: scenarioFolders.map((folder) => `<rootDir>/${folder}/**/*.scenario.ts`),
      globalSetup: '<rootDir>/harness/jest/global-setup.cjs',
      globalTeardown: '<rootDir>/harness/jest/global-teardown.cjs',
    },
  ],
  // A scenario's test only waits for the supervisor, which decides how many run at once.
  maxConcurrency: 1000,
  testTimeout: 120_000,
  reporters: ['default', '<rootDir>/harness/jest/closing-line.cjs'],
};

export default config;
