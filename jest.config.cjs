/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/harness', '<rootDir>/app'],
  testPathIgnorePatterns: ['/node_modules/', '/app/dist/'],
  modulePathIgnorePatterns: ['/app/dist/'],
  transform: { '\\.[cm]?[jt]s$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testTimeout: 60000,
  reporters: ['default', '<rootDir>/harness/jest/closing-line.cjs'],
};
