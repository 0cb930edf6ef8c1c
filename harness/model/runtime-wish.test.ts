import { ConfigError } from './errors.js';
import { parseRuntime, runtimeOf } from './runtime-wish.js';

test.each(['auto', 'containers', 'embedded'])('%s is a runtime', (name) => {
  expect(parseRuntime(name, '--runtime')).toBe(name);
  expect(runtimeOf({ CANARYBED_RUNTIME: name })).toBe(name);
});

test('where nothing is said the machine decides', () => expect(runtimeOf({})).toBe('auto'));

test.each(['docker', 'Embedded', ''])('%p is refused with where it was found', (text) => {
  expect(() => runtimeOf({ CANARYBED_RUNTIME: text })).toThrow(ConfigError);
  expect(() => runtimeOf({ CANARYBED_RUNTIME: text })).toThrow(`CANARYBED_RUNTIME: expected auto, containers or embedded, found "${text}"`);
});
