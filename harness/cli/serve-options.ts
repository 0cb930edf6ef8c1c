import { ConfigError } from '../model/errors.js';
import { HEALTH_CHECK_PERIOD } from '../model/fleet-plan.js';
import { oneOf } from './one-of.js';

/** What the command `serve` is told. */
export interface ServeOptions {
  /** Files that describe images; none: `--ami`, or the app alone. */
  readonly files: readonly string[];
  readonly app: string;
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  /** What AMI ids stand for, as they were given. */
  readonly amis: readonly { readonly id: string; readonly what: string }[];
  /** With `none` no image stands for anything that is booted. */
  readonly instances: 'real' | 'none';
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  readonly initialSuccesses: number | undefined;
  readonly neverHealthy: 'keep' | 'replace';
  /** Seconds. */
  readonly healthCheckPeriod: number;
  /** Other services of AWS from LocalStack, although the app describes none; an image when one is named. */
  readonly localstack: true | { readonly image: string } | undefined;
}

const text = { type: 'string' } as const;

export const SERVE_OPTIONS = {
  host: text,
  port: text,
  ami: { type: 'string', multiple: true },
  region: text,
  credentials: text,
  'initial-successes': text,
  'never-healthy': text,
  'health-check-period': text,
  localstack: text,
} as const;

type Values = Readonly<Partial<Record<Exclude<keyof typeof SERVE_OPTIONS, 'ami'>, string | undefined>>> & {
  readonly ami?: readonly string[] | undefined;
  readonly app?: string | undefined;
  readonly instances?: string | undefined;
};

/** Port of the door when none is named: the one that emulators of AWS commonly have. */
const DEFAULT_PORT = 4566;

/** @throws ConfigError for what is out of range. */
export function serveOptions(files: readonly string[], values: Values): ServeOptions {
  const { region = 'us-east-1', credentials } = values;
  if (!/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(region)) throw new ConfigError(`--region: expected a region such as us-east-1, found "${region}"`);
  return {
    files,
    app: values.app ?? 'scenarios/app.ts',
    host: values.host ?? '127.0.0.1',
    port: wholeNumber('--port', values.port ?? String(DEFAULT_PORT), 0, 65_535),
    amis: (values.ami ?? []).map(readAmi),
    instances: oneOf('--instances', values.instances ?? 'real', ['real', 'none']),
    region,
    localstack: values.localstack === undefined ? undefined : values.localstack === '' || { image: values.localstack },
    credentials: credentials === undefined ? undefined : readCredentials(credentials),
    ...doubtsOf(values),
  };
}

function doubtsOf(values: Values): Pick<ServeOptions, 'initialSuccesses' | 'neverHealthy' | 'healthCheckPeriod'> {
  const first = values['initial-successes'];
  return {
    initialSuccesses: first === undefined ? undefined : wholeNumber('--initial-successes', first, 1, 10),
    neverHealthy: oneOf('--never-healthy', values['never-healthy'] ?? 'keep', ['keep', 'replace']),
    healthCheckPeriod: wholeNumber('--health-check-period', values['health-check-period'] ?? String(HEALTH_CHECK_PERIOD), 1, 3600),
  };
}

function readAmi(given: string): { id: string; what: string } {
  const [, id, what] = /^([^=]+)=(.+)$/s.exec(given) ?? [];
  if (id !== undefined && what !== undefined) return { id, what };
  throw new ConfigError(`--ami: expected an id and what it stands for, such as ami-0123456789abcdef0=app, found "${given}"`);
}

function readCredentials(given: string): { accessKeyId: string; secretAccessKey: string } {
  const [, accessKeyId, secretAccessKey] = /^([^:]+):(.+)$/s.exec(given) ?? [];
  if (accessKeyId !== undefined && secretAccessKey !== undefined) return { accessKeyId, secretAccessKey };
  // Not shown: half of it may be a secret.
  throw new ConfigError('--credentials: expected an access key id and a secret key, with a colon between them');
}

/** @throws ConfigError for other than a whole number of at most five digits from `least` to `most` */
export function wholeNumber(option: string, given: string, least: number, most: number): number {
  if (/^\d{1,5}$/.test(given) && Number(given) >= least && Number(given) <= most) return Number(given);
  throw new ConfigError(`${option}: expected a whole number from ${least} to ${most}, found "${given}"`);
}
