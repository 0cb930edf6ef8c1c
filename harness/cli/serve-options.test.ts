import { parseCommand } from './options.js';

const serve = (...args: readonly string[]) => parseCommand(['serve', ...args], {});

it('serve has defaults for all that it is not told', () => {
  expect(serve()).toEqual({
    name: 'serve',
    runtime: 'auto',
    files: [],
    app: 'scenarios/app.ts',
    host: '127.0.0.1',
    port: 4566,
    amis: [],
    instances: 'real',
    region: 'us-east-1',
    credentials: undefined,
    initialSuccesses: undefined,
    neverHealthy: 'keep',
    healthCheckPeriod: 10,
    localstack: undefined,
  });
});

it.each([
  [['--localstack'], { localstack: true, files: [] }],
  [['--localstack=mirror/localstack:1'], { localstack: { image: 'mirror/localstack:1' } }],
  [['--localstack', 'scenarios/images.ts'], { localstack: true, files: ['scenarios/images.ts'] }],
])('serve takes LocalStack with and without an image: %j', (args, options) => {
  expect(serve(...args)).toMatchObject(options);
});

it('serve takes several images, each with what it stands for', () => {
  expect(serve('--ami', 'ami-0123456789abcdef0=app', '--ami', 'ami-01234567=answers:503')).toMatchObject({
    amis: [{ id: 'ami-0123456789abcdef0', what: 'app' }, { id: 'ami-01234567', what: 'answers:503' }],
  });
});

it.each([
  [['--port', '65536'], '--port: expected a whole number from 0 to 65535, found "65536"'],
  [['--instances', 'some'], '--instances: expected real or none, found "some"'],
  [['--never-healthy', 'drop'], '--never-healthy: expected keep or replace, found "drop"'],
  [['--region', 'Frankfurt'], '--region: expected a region such as us-east-1, found "Frankfurt"'],
  [['--ami', 'app'], '--ami: expected an id and what it stands for, such as ami-0123456789abcdef0=app, found "app"'],
  [['--credentials', 'secret'], '--credentials: expected an access key id and a secret key, with a colon between them'],
  [['--initial-successes', '0'], '--initial-successes: expected a whole number from 1 to 10, found "0"'],
])('serve refuses %j and says what it takes', (args, message) => {
  expect(() => serve(...args)).toThrow(message);
});
