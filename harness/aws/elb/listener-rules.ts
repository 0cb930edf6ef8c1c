/** A listener with all that it was not given filled in; protocols in upper case. */
export interface ClassicListener {
  readonly protocol: ListenerProtocol;
  readonly port: number;
  readonly instanceProtocol: ListenerProtocol;
  readonly instancePort: number;
  readonly certificate?: string;
  readonly policies: readonly string[];
}

export type ListenerProtocol = 'HTTP' | 'HTTPS' | 'TCP' | 'SSL';

/** A listener as a request gives it. */
export interface GivenListener {
  readonly Protocol: string;
  readonly LoadBalancerPort: number;
  readonly InstanceProtocol?: string | undefined;
  readonly InstancePort?: number | undefined;
  readonly SSLCertificateId?: string | undefined;
}

export type ListenerReading =
  | { readonly kind: 'listener'; readonly listener: ClassicListener }
  | { readonly kind: 'unsupported-protocol' | 'invalid' | 'invalid-configuration' | 'certificate-missing'; readonly message: string };

const PROTOCOLS = ['HTTP', 'HTTPS', 'TCP', 'SSL'] as const;

/** Protocols of one layer, between which a listener may translate. AWS: Listeners for your Classic Load Balancer. */
const LAYERS: Readonly<Record<ListenerProtocol, 4 | 7>> = { HTTP: 7, HTTPS: 7, TCP: 4, SSL: 4 };

/**
 * A listener once AWS would have taken it. The instance's protocol is by default the listener's own, without its TLS.
 * AWS: Classic API, Listener; Listeners for your Classic Load Balancer.
 */
export function readListener(given: GivenListener): ListenerReading {
  const protocol = protocolOf(given.Protocol);
  const instanceProtocol = protocolOf(given.InstanceProtocol || (protocol === undefined ? given.Protocol : plainOf(protocol)));
  if (protocol === undefined || instanceProtocol === undefined) {
    const found = protocol === undefined ? given.Protocol : given.InstanceProtocol;
    return { kind: 'unsupported-protocol', message: `Listener protocol '${found}' is not supported. It must be one of ${PROTOCOLS.join(', ')}` };
  }
  const { LoadBalancerPort: port, InstancePort: instancePort = 0, SSLCertificateId } = given;
  const wrong = [['LoadBalancerPort', port], ['InstancePort', instancePort]].find(([, value]) => !isPort(Number(value)));
  if (wrong) return { kind: 'invalid', message: `Listener ${wrong[0]} must be between 1 and 65535, found ${wrong[1]}` };
  if (LAYERS[protocol] !== LAYERS[instanceProtocol]) {
    return { kind: 'invalid-configuration', message: `Listener protocols ${protocol} and ${instanceProtocol} are of different layers: HTTP and HTTPS, or TCP and SSL, go together` };
  }
  const certificate = SSLCertificateId || undefined;
  const ends = protocol === 'HTTPS' || protocol === 'SSL';
  if (ends && certificate === undefined) return { kind: 'certificate-missing', message: `Listener protocol ${protocol} requires an SSL certificate` };
  return { kind: 'listener', listener: { protocol, port, instanceProtocol, instancePort, ...(certificate ? { certificate } : {}), policies: [] } };
}

/** Two listeners that a repeated request may mean as one. */
export const isSameListener = (a: ClassicListener, b: ClassicListener): boolean =>
  (['protocol', 'port', 'instanceProtocol', 'instancePort', 'certificate'] as const).every((field) => a[field] === b[field]);

const protocolOf = (text: string): ListenerProtocol | undefined => PROTOCOLS.find((protocol) => protocol === text.toUpperCase());

const plainOf = (protocol: ListenerProtocol): ListenerProtocol => (LAYERS[protocol] === 7 ? 'HTTP' : 'TCP');

const isPort = (port: number): boolean => port >= 1 && port <= 65535;
