import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['node_modules/', '.canarybed/', 'dist/', 'app/dist/', 'app/.dist*/', 'examples/*/dist/', 'examples/*/.dist-*/', 'reports/', 'coverage/'] },
  ...tseslint.configs.recommended,
  ...tseslint.configs.stylistic,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 300 }],
      complexity: ['error', 15],
      'max-depth': ['error', 3],
    },
  },
  {
    files: ['**/*.cjs', 'harness/runtime/containers/adapter.ts', 'harness/runtime/containers/start-localstack.ts', 'harness/define-config.ts', 'harness/define-app-from.ts', 'harness/audit/config/read-release.ts'],
    // Loaded by require, or loading so on purpose.
    rules: { '@typescript-eslint/no-require-imports': 'off' },
    languageOptions: { globals: { require: 'readonly', module: 'readonly', __dirname: 'readonly' } },
  },
  { files: ['bench/**', 'app/build.mjs', 'app/boot/**'], rules: { 'no-console': 'off' } },
);
