import { resolve } from 'node:path';
import { faultsFor } from '../faults/index.js';
import type { Fault } from '../model/fault.js';
import { scenarioOf } from '../model/release.testing.js';
import type { Scenario } from '../model/scenario.js';
import { makeShop } from '../runner/release-folder.testing.js';
import { explainLines } from './explain.js';

const shop = makeShop();
const release = { ...shop.release, env: { GREETING: 'hello', SECRET_KEY: 's3cr3t-of-the-shop', OTHER_TOKEN: 'k-0123456789' } };
const fault = faultsFor<string, string, string>(release);

afterAll(() => shop.remove());

const explain = (changes: Partial<Scenario>): string[] => explainLines(scenarioOf({ release, ...changes }));

/** What differs from the control under these faults. */
const differences = (...faults: Fault[]): string[] =>
  explain({ faults }).filter((line) => line.startsWith('  differs in')).map((line) => line.replace(/^ {2}differs in +/, ''));

test('a good release differs from its control in nothing', () => {
  expect(explain({})).toEqual([
    'a good release',
    '  file         scenarios/control.scenario.ts:7',
    '  control      shop unbroken, HTTP:80/health every 15 s, 5 s timeout, 2 passes up, 10 failures down: must be accepted first',
    '  fault        none',
    '  health check HTTP:80/health every 15 s, 5 s timeout, 2 passes up, 10 failures down (classic)',
    '  rollout      1 instance(s); accepted when all are in service, 2 passes each, within 80 s',
    '  expected     accepted, users fine',
  ]);
});

test('a fault is told with its name, and what is expected with its reason', () => {
  const lines = explain({ faults: [fault.page.blank('front'), fault.process.stop()], expectation: { verdict: 'rejected', because: 'pages' }, instances: 2 });
  expect(lines).toEqual(expect.arrayContaining([
    '  fault        page front is blank (page.blank)',
    '  fault        the process is stopped by a signal (process.stop)',
    '  rollout      2 instance(s); accepted when all are in service, 2 passes each, within 80 s',
    '  expected     rejected because pages',
  ]));
});

test.each<[string, Fault[], string[]]>([
  ['a setting', [fault.env.set('GREETING', 'bye'), fault.env.set('NEW', 'x')], ['setting GREETING: hello -> bye', 'setting NEW: (not set) -> x']],
  ['a setting that is gone', [fault.env.unset('GREETING')], ['setting GREETING: hello -> (not set)']],
  ['a secret, though it looks the same', [fault.env.garble('SECRET_KEY')], ['setting SECRET_KEY: *** -> ***']],
  ['two secrets that are swapped', [fault.env.swap('SECRET_KEY', 'OTHER_TOKEN')], ['setting OTHER_TOKEN: *** -> ***', 'setting SECRET_KEY: *** -> ***']],
  ['the address of the database', [fault.env.empty('DATABASE_URL')], ['setting DATABASE_URL: given at launch -> ']],
  ['files', [fault.file.remove('settings.json'), fault.page.throw('item')], ['file settings.json: remove', 'file views/item.ejs: prepend']],
  ['the command', [fault.process.listenLate({ seconds: 4 })], ['command: sh -c sleep 4; exec "$@" sh node server.js']],
  ['Node', [fault.process.memoryLimit({ megabytes: 6 }), fault.process.neverListen()], ['node: --max-old-space-size=6 a script loaded before the app']],
  ['the schema', [fault.migration.skipLast()], ['setting MIGRATE: (not set) -> false', 'schema that the canary finds: before-last']],
  ['where it binds', [fault.request.loopbackOnly()], ['setting BIND_ADDRESS: (not set) -> 127.0.0.1']],
  ['nothing of its own, where the fault is in the surroundings', [fault.database.down()], []],
])('%s: what differs is told', (_, faults, told) => expect(differences(...faults)).toEqual(told));

test('which settings are in a store is told, and what its faults change there, without a secret', () => {
  const stored = { ...release, keyValueStore: { setting: 'STORE', prefix: 'shop', holds: ['GREETING', 'SECRET_KEY'] } };
  const { store, env } = faultsFor<string, string, string>(stored);
  const faults = [
    env.set('GREETING', 'bye'), store.keyMissing('SECRET_KEY'), store.keyEmpty('GREETING'), store.staleValue('GREETING', 'hi'),
    store.changed('SECRET_KEY', 'another-s3cr3t', { onset: 'listening' }), store.down(),
  ];
  const lines = explain({ release: stored, faults });
  expect(lines.filter((line) => line.startsWith('  store') || line.startsWith('  differs in'))).toEqual([
    '  store        found by STORE: shop/GREETING, shop/SECRET_KEY',
    '  differs in   setting GREETING: hello -> bye',
    '  differs in   key shop/SECRET_KEY: *** -> (not there)',
    '  differs in   key shop/GREETING: bye -> ',
    '  differs in   key shop/GREETING: bye -> hi, for plain reads',
    '  differs in   key shop/SECRET_KEY: *** -> ***, later',
  ]);
});

test('a check that is wired wrongly is shown as the balancer has it, and the control as it should be', () => {
  const lines = explain({ faults: [fault.request.wrongPath('/healthz')] });
  expect(lines.filter((line) => /^ {2}(control|health check)/.test(line)).map((line) => /HTTP:\S+/.exec(line)?.[0])).toEqual(['HTTP:80/health', 'HTTP:80/healthz']);
});

test('an app that ships its log is told with the setting that leads it to the collector', () => {
  const lines = explain({ release: { ...release, collector: { setting: 'LOG_COLLECTOR' } } });
  expect(lines).toContain('  log          shipped to a collector of each instance, whose host and port LOG_COLLECTOR carries');
});

test('no secret is told', () => {
  const all = [explain({}), explain({ faults: [fault.env.swap('GREETING', 'SECRET_KEY')] }), explain({ faults: [fault.env.set('SECRET_KEY', 'another-s3cr3t')] })];
  expect(all.flat().filter((line) => /s3cr3t/.test(line))).toEqual([]);
});

test('a rollout by Terraform is told with its files and variables, of which secrets are masked', () => {
  const lines = explain({
    fleets: {
      old: { instances: 2, faults: [] },
      rollout: { policy: 'terraform', folder: resolve('examples/terraform'), variables: { name: 'shop', draining: 5, db_password: 'hunter2-hunter2' }, imageVariable: 'ami', region: 'us-east-1' },
      group: { healthCheckType: 'ELB', gracePeriod: 300, healthCheckPeriod: 10, neverHealthy: 'keep', suspended: [] },
      bake: 0,
      faulty: Number.POSITIVE_INFINITY,
      draining: 300,
      slowStart: 0,
      usersPerSecond: 5,
    },
  }).join('\n');
  expect(lines).toContain('terraform apply of examples/terraform: accepted when it goes well');
  expect(lines).toContain('ami = the image of a release, name = shop, draining = 5, db_password = ');
  expect(lines).not.toContain('hunter2');
  expect(lines).not.toContain('drained for');
});
