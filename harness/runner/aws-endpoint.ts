import type { Door } from '../aws/wire/door-request.js';
import { passOn, type OtherServices } from '../aws/wire/pass-on.js';
import { serveDoor } from '../aws/wire/serve-door.js';

/** Where apps find AWS. */
export interface AwsEndpoint {
  /** Settings that lead an app's SDKs there, by the names that all SDKs read. */
  readonly settings: Readonly<Record<string, string>>;
  /** Safe to call twice. */
  close(): Promise<void>;
}

/** Opens the endpoint of a run on the host by which its apps reach servers of ours. */
export type OpenAwsEndpoint = (place: { readonly host: string; readonly runId: string }) => Promise<AwsEndpoint>;

export interface AwsEndpointOptions {
  readonly host: string;
  readonly door: Door;
  readonly others: OtherServices;
  readonly region: string;
  /** Left out: some that open nothing. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}

const NOBODY = { accessKeyId: 'canarybed', secretAccessKey: 'opens-nothing' };

/** One endpoint for a door and for all services that it has not. */
export async function openAwsEndpoint({ host, door, others, region, credentials = NOBODY }: AwsEndpointOptions): Promise<AwsEndpoint & { readonly address: string }> {
  const served = await serveDoor(door, { host, take: passOn(others) });
  return {
    address: `${served.host}:${served.port}`,
    settings: {
      AWS_ENDPOINT_URL: served.url,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
    close: () => served.close(),
  };
}
