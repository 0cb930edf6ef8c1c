import { ConfigError } from './errors.js';
import { checkAws, LOCALSTACK_IMAGE, localStackPlan, type AwsDescription } from './localstack.js';

describe('a description', () => {
  test.each<AwsDescription>([
    { localstack: true },
    { localstack: {} },
    { localstack: { image: 'registry.test/localstack:1', services: ['s3', 'secretsmanager'], environment: { DEBUG: '1' }, init: 'aws' } },
    { localstack: { url: 'http://127.0.0.1:4566' } },
    { localstack: { url: 'http://localstack:4566/' } },
  ])('may be %j', (aws) => expect(() => checkAws(aws)).not.toThrow());

  test.each([
    [{ localstack: false }, 'aws.localstack: expected true or settings, found false'],
    [{ localstack: 'yes' }, 'found "yes"'],
    [{}, 'aws.localstack: expected true or settings, found undefined'],
    [{ localstack: true, moto: true }, 'aws: expected only localstack, found "moto"'],
    [{ localstack: { version: '4' } }, 'aws.localstack: expected only image, services, environment, init, url, found "version"'],
    [{ localstack: { services: ['s3', 'ec2'] } }, "aws.localstack.services: ec2 is canarybed's own; leave it out"],
    [{ localstack: { services: ['S3 '] } }, 'expected names such as s3 or secretsmanager, found "S3 "'],
    [{ localstack: { url: 'https://127.0.0.1:4566' } }, 'aws.localstack.url: expected an address such as http://127.0.0.1:4566, found "https://127.0.0.1:4566"'],
    [{ localstack: { url: 'http://a/path' } }, 'expected an address'],
    [{ localstack: { image: 'a', url: 'http://a' } }, 'expected an image or a url, found both'],
  ])('is refused when it is %j', (aws, message) => {
    expect(() => checkAws(aws as AwsDescription)).toThrow(ConfigError);
    expect(() => checkAws(aws as AwsDescription)).toThrow(message);
  });
});

describe('what a run does', () => {
  const app = (name: string, localstack?: AwsDescription['localstack']) => ({ name, ...(localstack ? { aws: { localstack } } : {}) });

  test('is nothing when no app uses it', () => {
    expect(localStackPlan([app('till')], { CANARYBED_LOCALSTACK_URL: 'http://a:1', CANARYBED_LOCALSTACK_IMAGE: 'x' })).toBeUndefined();
  });

  test('is to start a pinned image, with what the app says', () => {
    expect(localStackPlan([app('till'), app('shop', true)], {})).toEqual({ kind: 'container', image: LOCALSTACK_IMAGE });
    expect(LOCALSTACK_IMAGE).toMatch(/:\d+\.\d+\.\d+$/);
    const said = { image: 'mine:1', services: ['s3'], environment: { DEBUG: '1' }, init: '/srv/init' };
    expect(localStackPlan([app('shop', said)], {})).toEqual({ kind: 'container', ...said });
  });

  test('is what the environment says, before all else', () => {
    expect(localStackPlan([app('shop', { image: 'mine:1' })], { CANARYBED_LOCALSTACK_IMAGE: 'mirror/mine:1', CANARYBED_LOCALSTACK_URL: '' })).toEqual({ kind: 'container', image: 'mirror/mine:1' });
    expect(localStackPlan([app('shop', { image: 'mine:1' })], { CANARYBED_LOCALSTACK_URL: 'http://a:1' })).toEqual({ kind: 'running', url: 'http://a:1' });
    expect(localStackPlan([app('shop', { url: 'http://b:2' })], {})).toEqual({ kind: 'running', url: 'http://b:2' });
    expect(() => localStackPlan([app('shop', true)], { CANARYBED_LOCALSTACK_URL: 'a:1' })).toThrow('CANARYBED_LOCALSTACK_URL: expected an address');
  });

  test('is one for all apps, which must agree', () => {
    expect(localStackPlan([app('old', { services: ['s3'] }), app('new', { services: ['s3'] })], {})).toMatchObject({ services: ['s3'] });
    expect(() => localStackPlan([app('old', true), app('new', { services: ['s3'] })], {})).toThrow('old and new describe aws.localstack differently');
  });
});
