import { ConfigError } from '../../model/errors.js';
import { checkConfig } from './check-config.js';

const messageOf = (value: unknown): string => {
  try {
    checkConfig(value, 'file.json');
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  return 'taken';
};

test.each<[unknown, string]>([
  [{ comand: 'x' }, 'file.json: there is no "comand"; did you mean "command"?'],
  [{ heathCheck: {} }, 'file.json: there is no "heathCheck"; did you mean "healthCheck"?'],
  [{ pgaes: [] }, 'file.json: there is no "pgaes"; did you mean "pages"?'],
  [{ pages: [{ path: '/', txt: 'a' }] }, 'file.json: pages[0]: there is no "txt"; did you mean "text"?'],
  [{ healthCheck: { intervall: 5 } }, 'file.json: healthCheck: there is no "intervall"; did you mean "interval"?'],
  [{ ignore: [{ mutant: 'a', reason: 'b', zzzzz: 1 }] }, 'file.json: ignore[0]: expected only mutant, reason; found "zzzzz", take it out'],
  [{ port: '80' }, 'file.json: port: expected a port from 1 to 65535, found "80"'],
  [{ port: 0 }, 'file.json: port: expected a port from 1 to 65535, found 0'],
  [{ command: 3 }, 'file.json: command: expected a command, such as "node server.js" or ["node", "server.js"], found a number'],
  [{ command: [] }, 'file.json: command: expected a command, such as "node server.js" or ["node", "server.js"], found an empty list'],
  [{ deadline: '60' }, "file.json: deadline: expected a time such as '1.5s', '250ms' or '5m', or a number of seconds, found \"60\""],
  [{ deadline: -1 }, "file.json: deadline: expected a time such as '1.5s', '250ms' or '5m', or a number of seconds, found -1"],
  [{ pages: ['about'] }, 'file.json: pages[0]: expected a path that begins with a slash, of visible ASCII characters, such as /health, found "about"'],
  [{ static: '../public' }, 'file.json: static: expected a path inside the release\'s folder, such as views or dist/public, found "../public"'],
  [{ balancer: 'gateway' }, 'file.json: balancer: expected classic, application or network, found "gateway"'],
  [{ migrations: { command: 'x', format: 'rails' } }, 'file.json: migrations.format: expected sql, files or {django: label}, found "rails"'],
  [{ journeys: [{ name: 'a', steps: [] }] }, 'file.json: journeys[0].steps: expected at least one step, found an empty list'],
  [{ ignore: [{ mutant: 'a' }] }, 'file.json: ignore[0].reason: expected a reason, found nothing'],
  [{ env: { 'A B': 'x' } }, 'file.json: env: expected the name of a setting, such as DATABASE_URL, found "A B"'],
  [{ readChecks: 'x' }, 'file.json: readChecks: expected a function, which only a configuration in TypeScript can have, found "x"'],
  [[], 'file.json: expected a configuration, found an empty list'],
  [null, 'file.json: expected a configuration, found null'],
  [{ port: 1.5, folder: 2 }, 'file.json: folder: expected a folder, found 2\n  file.json: port: expected a port from 1 to 65535, found 1.5'],
])('%j', (value, message) => expect(messageOf(value)).toBe(message));

test.each<[unknown]>([
  [{ env: { A: ['hunter2'] } }],
  [{ env: 'TOKEN=hunter2' }],
  [{ env: ['hunter2'] }],
  [{ command: { run: 'hunter2' } }],
  [{ command: ['x', { token: 'hunter2' }] }],
  [{ postgres: 'postgres://ada:hunter2@db/shop' }],
  [{ journeys: [{ name: 'a', steps: [{ path: '/', headers: { authorization: 'hunter2\n' } }] }] }],
  [{ journeys: [{ name: 'a', steps: [{ path: '/', form: { password: ['hunter2'] } }] }] }],
  [{ migrations: { command: 'x', skipWith: 'hunter2' } }],
])('what may be a secret is not shown: %#', (value) => {
  const message = messageOf(value);
  expect(message).not.toBe('taken');
  expect(message).not.toContain('hunter2');
});

test('lines are told where they are known, and many mistakes are cut short', () => {
  const pages = Array.from({ length: 12 }, () => 3);
  expect(() => checkConfig({ pages }, 'a.yaml', ([, index]) => Number(index) + 5)).toThrow(/^a\.yaml:5: pages\[0\][\s\S]*a\.yaml:14: pages\[9\].*\n {2}and 2 more$/);
});
