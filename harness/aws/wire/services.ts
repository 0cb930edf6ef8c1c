/** Short names of the services behind the door. */
export type ServiceKey = 'elb' | 'elbv2' | 'autoscaling' | 'sts' | 'ec2';

/** The two forms of AWS's query protocol: `ec2` flattens lists and has envelopes of its own. */
export type Protocol = 'query' | 'ec2';

/** The SDK's package of each service, as its root exports it. */
export interface ServiceModules {
  readonly elb: typeof import('@aws-sdk/client-elastic-load-balancing');
  readonly elbv2: typeof import('@aws-sdk/client-elastic-load-balancing-v2');
  readonly autoscaling: typeof import('@aws-sdk/client-auto-scaling');
  readonly sts: typeof import('@aws-sdk/client-sts');
  readonly ec2: typeof import('@aws-sdk/client-ec2');
}

/** What a package of the SDK exports, read as data: schemas under names that end in `$`, among much else. */
export type ModuleExports = Readonly<Record<string, unknown>>;

/** What all of a service's requests and answers have in common. */
export interface ServiceDescription {
  readonly key: ServiceKey;
  /** Value of the `Version` parameter, which alone tells the services apart: two of them share a signing name. */
  readonly version: string;
  readonly xmlNamespace: string;
  readonly protocol: Protocol;
  /** Service part of a signature's scope. */
  readonly signingName: string;
  /** The SDK's package. EC2's takes about a second and 90 MiB, so nothing is loaded before it is asked for. */
  load(): Promise<ModuleExports>;
}

// Written out, because asking the SDK for them takes a client, and a client complains about old versions of Node.
const SERVICES: readonly ServiceDescription[] = [
  {
    key: 'elb',
    version: '2012-06-01',
    xmlNamespace: 'http://elasticloadbalancing.amazonaws.com/doc/2012-06-01/',
    protocol: 'query',
    signingName: 'elasticloadbalancing',
    load: async () => exportsOf(await import('@aws-sdk/client-elastic-load-balancing')),
  },
  {
    key: 'elbv2',
    version: '2015-12-01',
    xmlNamespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
    protocol: 'query',
    signingName: 'elasticloadbalancing',
    load: async () => exportsOf(await import('@aws-sdk/client-elastic-load-balancing-v2')),
  },
  {
    key: 'autoscaling',
    version: '2011-01-01',
    xmlNamespace: 'http://autoscaling.amazonaws.com/doc/2011-01-01/',
    protocol: 'query',
    signingName: 'autoscaling',
    load: async () => exportsOf(await import('@aws-sdk/client-auto-scaling')),
  },
  {
    key: 'sts',
    version: '2011-06-15',
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    protocol: 'query',
    signingName: 'sts',
    load: async () => exportsOf(await import('@aws-sdk/client-sts')),
  },
  {
    key: 'ec2',
    version: '2016-11-15',
    xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15',
    protocol: 'ec2',
    signingName: 'ec2',
    load: async () => exportsOf(await import('@aws-sdk/client-ec2')),
  },
];

/** Every service, in no particular order. */
export const allServices = (): readonly ServiceDescription[] => SERVICES;

/** The service whose API has this version, or undefined when none has. */
export const serviceOfVersion = (version: string): ServiceDescription | undefined =>
  SERVICES.find((service) => service.version === version);

/** Node finds the names that a CommonJS package exports by reading it, and may miss some; its default export has all. */
function exportsOf(module: object): ModuleExports {
  const { default: all } = module as { default?: ModuleExports };
  return all ?? (module as ModuleExports);
}
