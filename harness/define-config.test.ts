import { defineConfig, type AuditConfig } from './index.js';

test('a configuration comes back as it was given', () => {
  const config: AuditConfig = { command: 'node server.js', readChecks: () => ({}) };
  expect(defineConfig(config)).toEqual(config);
});

test('what is none is refused at its place', () => {
  expect(() => defineConfig({ comand: 'node server.js' } as AuditConfig)).toThrow(/define-config\.test\.ts:\d+: there is no "comand"; did you mean "command"\?$/);
});
