/** Attributes of a classic balancer. Times in seconds. */
export interface ClassicAttributes {
  readonly crossZone: boolean;
  readonly accessLog: AccessLog;
  readonly draining: { readonly enabled: boolean; readonly timeout: number };
  readonly idleTimeout: number;
  readonly desyncMitigation: string;
}

/** Stored and read back; nothing is logged to a bucket here. */
export interface AccessLog {
  readonly enabled: boolean;
  readonly bucket?: string;
  readonly interval?: number;
  readonly prefix?: string;
}

/** What the API, unlike the console, begins with. AWS: Classic API, LoadBalancerAttributes. */
export const DEFAULT_ATTRIBUTES: ClassicAttributes = {
  crossZone: false,
  accessLog: { enabled: false },
  draining: { enabled: false, timeout: 300 },
  idleTimeout: 60,
  desyncMitigation: 'defensive',
};

/** Attributes as requests have them; each part, and each member of a part, may be left out. */
export interface GivenAttributes {
  readonly CrossZoneLoadBalancing?: { readonly Enabled: boolean } | undefined;
  readonly AccessLog?:
    | { readonly Enabled: boolean; readonly S3BucketName?: string | undefined; readonly EmitInterval?: number | undefined; readonly S3BucketPrefix?: string | undefined }
    | undefined;
  readonly ConnectionDraining?: { readonly Enabled: boolean; readonly Timeout?: number | undefined } | undefined;
  readonly ConnectionSettings?: { readonly IdleTimeout: number } | undefined;
  readonly AdditionalAttributes?: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined;
}

export type AttributesReading =
  | { readonly kind: 'attributes'; readonly attributes: ClassicAttributes }
  | { readonly kind: 'invalid' | 'unknown-attribute' | 'invalid-configuration'; readonly message: string };

const DESYNC = 'elb.http.desyncmitigationmode';
const DESYNC_MODES = ['monitor', 'defensive', 'strictest'];

/**
 * Attributes after a change: what a request leaves out stays, a draining timeout too that is sent without.
 * AWS: ModifyLoadBalancerAttributes; ConnectionSettings, ConnectionDraining.
 */
export function changeAttributes(before: ClassicAttributes, given: GivenAttributes): AttributesReading {
  const { ConnectionDraining: draining, ConnectionSettings: settings } = given;
  const invalid = whatIsOutOfRange(given);
  if (invalid !== undefined) return { kind: 'invalid', message: invalid };
  const log = readAccessLog(before.accessLog, given.AccessLog);
  if (log === undefined) return { kind: 'invalid-configuration', message: 'An access log needs the name of an S3 bucket and an interval of 5 or 60 minutes' };
  const [unknown] = (given.AdditionalAttributes ?? []).filter(({ Key }) => Key !== DESYNC);
  if (unknown) return { kind: 'unknown-attribute', message: `The load balancer attribute '${unknown.Key ?? ''}' does not exist` };
  const desyncMitigation = lastOf(given.AdditionalAttributes) ?? before.desyncMitigation;
  if (!DESYNC_MODES.includes(desyncMitigation)) return { kind: 'invalid', message: `${DESYNC} must be one of ${DESYNC_MODES.join(', ')}` };
  return {
    kind: 'attributes',
    attributes: {
      crossZone: given.CrossZoneLoadBalancing?.Enabled ?? before.crossZone,
      accessLog: log,
      draining: draining ? { enabled: draining.Enabled, timeout: draining.Timeout ?? before.draining.timeout } : before.draining,
      idleTimeout: settings?.IdleTimeout ?? before.idleTimeout,
      desyncMitigation,
    },
  };
}

/** The attributes in the API's form. */
export function attributesAnswer({ crossZone, accessLog, draining, idleTimeout, desyncMitigation }: ClassicAttributes) {
  const { enabled, bucket, interval, prefix } = accessLog;
  return {
    CrossZoneLoadBalancing: { Enabled: crossZone },
    AccessLog: {
      Enabled: enabled,
      ...(bucket === undefined ? {} : { S3BucketName: bucket }),
      ...(interval === undefined ? {} : { EmitInterval: interval }),
      ...(prefix === undefined ? {} : { S3BucketPrefix: prefix }),
    },
    ConnectionDraining: { Enabled: draining.enabled, Timeout: draining.timeout },
    ConnectionSettings: { IdleTimeout: idleTimeout },
    AdditionalAttributes: [{ Key: DESYNC, Value: desyncMitigation }],
  };
}

const lastOf = (attributes: GivenAttributes['AdditionalAttributes']): string | undefined => attributes?.at(-1)?.Value;

/** The API reference ends an idle timeout at 3600 s, the user guide at 4000 s, which Terraform takes as well: the wider one. */
function whatIsOutOfRange({ ConnectionDraining, ConnectionSettings }: GivenAttributes): string | undefined {
  const timeout = ConnectionDraining?.Timeout;
  if (timeout !== undefined && !(timeout >= 1 && timeout <= 3600)) return `Connection draining timeout must be between 1 and 3600 seconds, found ${timeout}`;
  const idle = ConnectionSettings?.IdleTimeout;
  if (idle !== undefined && !(idle >= 1 && idle <= 4000)) return `Connection idle timeout must be between 1 and 4000 seconds, found ${idle}`;
  return undefined;
}

/** Undefined when it cannot be so: a log that is on needs its bucket. AWS: AccessLog. */
function readAccessLog(before: AccessLog, given: GivenAttributes['AccessLog']): AccessLog | undefined {
  if (!given) return before;
  const { Enabled: enabled, S3BucketName: bucket, EmitInterval: interval = 60, S3BucketPrefix: prefix } = given;
  if (!enabled) return { enabled };
  if (!bucket || (interval !== 5 && interval !== 60)) return undefined;
  return { enabled, bucket, interval, ...(prefix ? { prefix } : {}) };
}
