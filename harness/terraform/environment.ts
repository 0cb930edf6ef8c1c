import type { AwsEndpoint } from './override-file.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** No program listens on this port of the loopback address, so that whatever must pass through it goes nowhere. */
const WALL = 'http://127.0.0.1:1';

/** What would lead to a real account, or change what Terraform does; a variable's value is the user's to give. */
const LEFT_OUT = /^(?:AWS_|TF_(?!VAR_))/i;
const PROXIES = /^(?:https?|all|no)_proxy$/i;

/** In place of the files with the user's accounts. */
const NO_FILE = '/dev/null';

export interface TerraformFolders {
  /** Terraform's own settings file, with the mirror. */
  readonly cliConfigFile: string;
  /** In place of `.terraform`. */
  readonly dataFolder: string;
}

/** For `terraform init`, which may fetch modules and providers, but calls no cloud: its backend is local. */
export function initEnvironment(own: Environment, folders: TerraformFolders): Record<string, string> {
  return { ...kept(own, LEFT_OUT), ...noAccount, ...settings(folders) };
}

/**
 * For commands that use a provider. Everything but the loopback addresses lies behind a proxy that is not there: the
 * endpoints of the override file keep calls here, and what they do not cover (other services, other providers, programs
 * that the configuration starts) cannot leave the machine either.
 */
export function commandEnvironment(own: Environment, folders: TerraformFolders, endpoint: AwsEndpoint): Record<string, string> {
  return {
    ...behindWall(own),
    ...settings(folders),
    AWS_ENDPOINT_URL: endpoint.url,
    AWS_ACCESS_KEY_ID: endpoint.accessKeyId,
    AWS_SECRET_ACCESS_KEY: endpoint.secretAccessKey,
  };
}

/**
 * For a provider's process that several configurations use in turn. No certificates: with AWS_CA_BUNDLE its second
 * configuration fails. Its logs, which it writes in full unless told otherwise, are off.
 */
export function providerEnvironment(own: Environment, temporaryFolder: string): Record<string, string> {
  const silent = Object.fromEntries(['TF_LOG', 'TF_LOG_SDK', 'TF_LOG_SDK_PROTO', 'TF_LOG_PROVIDER'].map((name) => [name, 'off']));
  return { ...behindWall(own), ...silent, TMPDIR: temporaryFolder };
}

const noAccount = {
  AWS_CONFIG_FILE: NO_FILE,
  AWS_SHARED_CREDENTIALS_FILE: NO_FILE,
  AWS_EC2_METADATA_DISABLED: 'true',
} as const;

const behindWall = (own: Environment): Record<string, string> => ({
  ...kept(kept(own, LEFT_OUT), PROXIES),
  ...noAccount,
  // Used where the configuration names no region.
  AWS_REGION: own.AWS_REGION ?? own.AWS_DEFAULT_REGION ?? 'us-east-1',
  ...both({ HTTP_PROXY: WALL, HTTPS_PROXY: WALL, ALL_PROXY: WALL, NO_PROXY: '127.0.0.0/8,localhost,::1' }),
});

const settings = ({ cliConfigFile, dataFolder }: TerraformFolders): Record<string, string> => ({
  TF_CLI_CONFIG_FILE: cliConfigFile,
  TF_DATA_DIR: dataFolder,
  TF_IN_AUTOMATION: '1',
  TF_INPUT: '0',
  CHECKPOINT_DISABLE: '1',
});

/** Programs differ in which spelling they read. */
const both = (variables: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(variables).flatMap(([name, value]) => [[name, value], [name.toLowerCase(), value]]));

function kept(own: Environment, leftOut: RegExp): Record<string, string> {
  return Object.fromEntries(Object.entries(own).filter((pair): pair is [string, string] => pair[1] !== undefined && !leftOut.test(pair[0])));
}
