import { ConfigError } from './errors.js';

/** AWS services beside those of canarybed that an app uses. */
export interface AwsDescription {
  readonly localstack: true | LocalStackDescription;
}

/** One LocalStack serves all scenarios of a run. */
export interface LocalStackDescription {
  /** With its tag. */
  readonly image?: string;
  /** Those alone are allowed, such as `s3` and `sqs`; left out: all. */
  readonly services?: readonly string[];
  /** LocalStack's own settings. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Folder of scripts that make what the app expects to be there (buckets, secrets); they end before anything boots. */
  readonly init?: string;
  /** One that runs already is used instead, and left running. */
  readonly url?: string;
}

/** What a run does to have LocalStack. */
export type LocalStackPlan =
  | { readonly kind: 'running'; readonly url: string }
  | ({ readonly kind: 'container'; readonly image: string } & Pick<LocalStackDescription, 'services' | 'environment' | 'init'>);

/** The last version that needs no account of its maker. */
export const LOCALSTACK_IMAGE = 'localstack/localstack:4.14.0';

export const LOCALSTACK_IMAGE_VARIABLE = 'CANARYBED_LOCALSTACK_IMAGE';
export const LOCALSTACK_URL_VARIABLE = 'CANARYBED_LOCALSTACK_URL';

/** Names by which LocalStack knows the services that are canarybed's own, and which it is never asked for. */
const OWN_SERVICES: readonly string[] = ['autoscaling', 'ec2', 'elb', 'elbv2', 'sts'];

const KEYS: readonly string[] = ['image', 'services', 'environment', 'init', 'url'] satisfies (keyof LocalStackDescription)[];

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws ConfigError for a description that cannot be right; files are described without a type check */
export function checkAws({ localstack, ...strays }: AwsDescription): void {
  refuseStrays('aws', strays, ['localstack']);
  if (localstack === true) return;
  if (typeof localstack !== 'object') throw new ConfigError(`aws.localstack: expected true or settings, found ${JSON.stringify(localstack)}`);
  refuseStrays('aws.localstack', localstack, KEYS);
  const { image, services = [], url } = localstack;
  if (image !== undefined && url !== undefined) throw new ConfigError('aws.localstack: expected an image or a url, found both');
  const own = services.find((service) => OWN_SERVICES.includes(service));
  if (own !== undefined) throw new ConfigError(`aws.localstack.services: ${own} is canarybed's own; leave it out`);
  const odd = services.find((service) => !/^[a-z][a-z0-9-]*$/.test(service));
  if (odd !== undefined) throw new ConfigError(`aws.localstack.services: expected names such as s3 or secretsmanager, found "${odd}"`);
  if (url !== undefined) checkUrl('aws.localstack.url', url);
}

function refuseStrays(what: string, given: object, known: readonly string[]): void {
  const stray = Object.keys(given).find((key) => !known.includes(key));
  if (stray !== undefined) throw new ConfigError(`${what}: expected only ${known.join(', ')}, found "${stray}"`);
}

function checkUrl(what: string, url: string): string {
  if (/^http:\/\/[^/?#@]+\/?$/.test(url) && URL.canParse(url)) return url;
  throw new ConfigError(`${what}: expected an address such as http://127.0.0.1:4566, found "${url}"`);
}

/**
 * What the apps of one run need of LocalStack; undefined when none needs it. What the environment says of image or
 * address wins, since it speaks of this machine.
 * @throws ConfigError when apps describe it differently: a run has one
 */
export function localStackPlan(apps: readonly { readonly name: string; readonly aws?: AwsDescription }[], environment: Environment): LocalStackPlan | undefined {
  const [first, ...others] = apps.flatMap(({ name, aws }) => (aws ? [{ name, settings: aws.localstack === true ? {} : aws.localstack }] : []));
  if (!first) return undefined;
  const other = others.find(({ settings }) => JSON.stringify(settings) !== JSON.stringify(first.settings));
  if (other) throw new ConfigError(`${first.name} and ${other.name} describe aws.localstack differently, and a run has one LocalStack; describe it once for both`);
  const { url, image, ...settings } = first.settings;
  const running = environment[LOCALSTACK_URL_VARIABLE] || url;
  if (running) return { kind: 'running', url: checkUrl(LOCALSTACK_URL_VARIABLE, running) };
  return { kind: 'container', image: environment[LOCALSTACK_IMAGE_VARIABLE] || (image ?? LOCALSTACK_IMAGE), ...settings };
}
