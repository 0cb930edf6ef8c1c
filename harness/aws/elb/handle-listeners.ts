import type { Handlers } from '../wire/types.js';
import type { ServiceModules } from '../wire/services.js';
import type { ClassicBalancer } from './classic-balancer.js';
import { balancerNamed, invalid, type ClassicService } from './classic-balancers.js';
import { isSameListener, readListener, type ClassicListener, type GivenListener } from './listener-rules.js';

/** @throws AWS's error for the first listener that it would refuse. */
export function readListeners({ sdk }: ClassicService, given: readonly GivenListener[]): ClassicListener[] {
  if (given.length === 0) throw invalid('Listeners cannot be empty');
  const listeners = given.map((one) => {
    const read = readListener(one);
    switch (read.kind) {
      case 'listener':
        return read.listener;
      case 'unsupported-protocol':
        throw new sdk.UnsupportedProtocolException({ message: read.message, $metadata: {} });
      case 'invalid-configuration':
        throw new sdk.InvalidConfigurationRequestException({ message: read.message, $metadata: {} });
      case 'certificate-missing':
        throw new sdk.CertificateNotFoundException({ message: read.message, $metadata: {} });
      case 'invalid':
        throw invalid(read.message);
    }
  });
  const twice = listeners.find(({ port }, index) => listeners.findIndex((other) => other.port === port) !== index);
  if (twice) throw duplicate(sdk, twice.port);
  return listeners;
}

const duplicate = (sdk: ServiceModules['elb'], port: number): Error =>
  new sdk.DuplicateListenerException({ message: `A listener already exists with the same load balancer port ${port}, but with a different instance port, protocol, or SSL certificate`, $metadata: {} });

/** Listeners of a balancer. AWS: Classic API. A listener that is given again as it is stays as it is. */
export const listenerHandlers = (service: ClassicService): Handlers<ServiceModules['elb']> => ({
  CreateLoadBalancerListeners: async ({ LoadBalancerName, Listeners }) => {
    const balancer = balancerNamed(service, LoadBalancerName);
    const listeners = readListeners(service, Listeners);
    for (const listener of listeners) {
      const present = balancer.listener(listener.port);
      if (present && !isSameListener(present, listener)) throw duplicate(service.sdk, listener.port);
    }
    await Promise.all(listeners.filter(({ port }) => !balancer.listener(port)).map((listener) => balancer.open(listener)));
    return {};
  },

  DeleteLoadBalancerListeners: async ({ LoadBalancerName, LoadBalancerPorts }) => {
    const balancer = balancerNamed(service, LoadBalancerName);
    await Promise.all(LoadBalancerPorts.map((port) => balancer.shut(port)));
    return {};
  },

  SetLoadBalancerListenerSSLCertificate: ({ LoadBalancerName, LoadBalancerPort, SSLCertificateId }) => {
    const { balancer } = listenerOf(service, LoadBalancerName, LoadBalancerPort);
    if (SSLCertificateId === '') throw new service.sdk.CertificateNotFoundException({ message: 'Server Certificate not found for the key: ', $metadata: {} });
    balancer.changeListener(LoadBalancerPort, { certificate: SSLCertificateId });
    return {};
  },
});

/** @throws LoadBalancerNotFound, ListenerNotFound */
export function listenerOf(service: ClassicService, name: string, port: number): { readonly balancer: ClassicBalancer; readonly listener: ClassicListener } {
  const balancer = balancerNamed(service, name);
  const listener = balancer.listener(port);
  if (listener) return { balancer, listener };
  throw new service.sdk.ListenerNotFoundException({ message: `The load balancer '${name}' has no listener with port ${port}`, $metadata: {} });
}
