import { parseArgs } from 'node:util';
import { CONFIG_SCHEMA } from '../audit/config/config-schema.js';
import { NO_FLAGS } from '../audit/config/config-flags.js';
import { CONFIG_OPTIONS, configFlags } from './audit-config-options.js';
import { ROLLOUT_OPTIONS } from './rollout-options.js';

const flags = (...args: string[]) => configFlags(parseArgs({ args, options: CONFIG_OPTIONS }).values);

test('nothing given is nothing said', () => expect(flags()).toEqual(NO_FLAGS));

test('options that rollout has too are the same, since all commands share one table', () => {
  expect(CONFIG_OPTIONS).toMatchObject({ app: ROLLOUT_OPTIONS.app, balancer: ROLLOUT_OPTIONS.balancer });
});

test('flags are told in the words of the configuration', () => {
  const given = flags('--config', 'a', '--command', 'c', '--port', '3000', '--port-setting', 'P', '--metadata-setting', 'M', '--page', '/', '--env', 'A=', '--env', 'B=x=y\nz', '--env-file', '.env', '--seed-data', 's.sql', '--migrate', 'm', '--skip-with', 'MIGRATE=no', '--skip-with', 'SEED=', '--optional', 'R');
  expect(given).toEqual({
    config: 'a', env: { A: '', B: 'x=y\nz' }, envFiles: ['.env'], postgres: { seed: 's.sql' }, migrations: { command: 'm', skipWith: { MIGRATE: 'no', SEED: '' } },
    settings: { command: 'c', port: 3000, portSetting: 'P', metadataSetting: 'M', pages: ['/'], dependencies: [{ setting: 'R', optional: true }] },
  });
  expect(Object.keys(given.settings).filter((key) => !(key in CONFIG_SCHEMA.shape))).toEqual([]);
});

test.each([
  [['--env', 'hunter2'], '--env: expected a setting and its value'],
  [['--env', '=hunter2'], '--env: expected a setting and its value'],
  [['--skip-with', 'hunter2'], '--skip-with: expected a setting and its value'],
  [['--watch-for', '2h'], '--watch-for: expected at most 1h, found "2h"'],
  [['--watch-for', '3601'], '--watch-for: expected at most 1h, found 3601'],
  [['--watch-for=-5s'], "--watch-for: expected seconds or a text such as '1.5s', '250ms' or '5m', found \"-5s\""],
  [['--watch-for', 'long'], '--watch-for: expected seconds or a text such as'],
  [['--port', 'x'], '--port: expected a port from 1 to 65535, found "x"'],
])('refuses %j, without what may be a secret', (args, message) => {
  expect(() => flags(...args)).toThrow(message);
  expect(() => flags(...args)).not.toThrow('hunter2');
});
