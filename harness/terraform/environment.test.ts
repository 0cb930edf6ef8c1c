import { commandEnvironment, initEnvironment, providerEnvironment } from './environment.js';

const FOLDERS = { cliConfigFile: '/private/rc', dataFolder: '/private/data' };
const ENDPOINT = { url: 'http://127.0.0.1:4566', accessKeyId: 'key', secretAccessKey: 'secret' };
const SHELL = {
  PATH: '/bin', HOME: '/home/me', AWS_PROFILE: 'production', AWS_ROLE_ARN: 'arn', AWS_CA_BUNDLE: '/ca', AWS_ENDPOINT_URL_S3: 'http://elsewhere', AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://elsewhere',
  https_proxy: 'http://proxy', TF_LOG: 'trace', TF_CLI_ARGS: '-destroy', TF_VAR_ami: 'ami-1', UNSET: undefined,
};

test.each([
  ['init', initEnvironment(SHELL, FOLDERS)],
  ['commands', commandEnvironment(SHELL, FOLDERS, ENDPOINT)],
  ['a provider', providerEnvironment(SHELL, '/private/tmp')],
])("%s learn nothing of the shell's account", (_, environment) => {
  expect(environment).toMatchObject({ PATH: '/bin', HOME: '/home/me', AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_EC2_METADATA_DISABLED: 'true' });
  expect(Object.values(environment).join()).not.toMatch(/production|arn|\/ca|elsewhere|trace|-destroy/);
});

test('modules and providers are fetched by way of the proxy that the shell has', () => {
  expect(initEnvironment(SHELL, FOLDERS)).toMatchObject({ https_proxy: 'http://proxy', TF_CLI_CONFIG_FILE: '/private/rc', TF_DATA_DIR: '/private/data', CHECKPOINT_DISABLE: '1' });
});

test.each([commandEnvironment(SHELL, FOLDERS, ENDPOINT), providerEnvironment(SHELL, '/private/tmp')])('whatever uses a provider sees no way out', (environment) => {
  for (const name of ['http_proxy', 'https_proxy', 'all_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY']) expect(environment[name]).toBe('http://127.0.0.1:1');
  expect(environment.NO_PROXY).toBe('127.0.0.0/8,localhost,::1');
});

test('a command has the endpoint, a variable of the shell, and a region', () => {
  expect(commandEnvironment(SHELL, FOLDERS, ENDPOINT)).toMatchObject({ AWS_ENDPOINT_URL: ENDPOINT.url, AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret', TF_VAR_ami: 'ami-1', AWS_REGION: 'us-east-1' });
  expect(commandEnvironment({ AWS_DEFAULT_REGION: 'eu-west-1' }, FOLDERS, ENDPOINT).AWS_REGION).toBe('eu-west-1');
});

test('a provider does not write its logs', () => {
  expect(providerEnvironment(SHELL, '/private/tmp')).toMatchObject({ TF_LOG: 'off', TF_LOG_SDK: 'off', TF_LOG_PROVIDER: 'off', TMPDIR: '/private/tmp' });
});
