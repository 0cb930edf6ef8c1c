import { certificateArn, isSecure } from './listener-settings.js';
import type { Listener } from './listener.js';
import { invalid, Refusal } from './refusal.js';
import { SSL_POLICIES } from './ssl-policies.js';
import { pageFor, type V2Store } from './v2-store.js';
import type { Given, Part } from './v2-types.js';

const MOST_CERTIFICATES = 25;

/** Certificates of listeners, which are stored and read back, and security policies. AWS: Elastic Load Balancing v2 API. */
export const certificateHandlers: Part = (store) => ({
  AddListenerCertificates: ({ ListenerArn, Certificates }) => {
    const listener = secureListener(store, ListenerArn);
    const arn = onlyOne(Certificates);
    if (arn !== listener.settings.certificate && !listener.certificates.includes(arn)) {
      if (listener.certificates.length >= MOST_CERTIFICATES) throw new Refusal('TooManyCertificates', `A listener can have at most ${MOST_CERTIFICATES} certificates beside its default`);
      listener.certificates = [...listener.certificates, arn];
    }
    return { Certificates: [{ CertificateArn: arn, IsDefault: arn === listener.settings.certificate }] };
  },

  RemoveListenerCertificates: ({ ListenerArn, Certificates }) => {
    const listener = secureListener(store, ListenerArn);
    const arn = onlyOne(Certificates);
    if (arn === listener.settings.certificate) throw new Refusal('OperationNotPermitted', `The default certificate of listener '${ListenerArn}' cannot be removed`);
    listener.certificates = listener.certificates.filter((other) => other !== arn);
    return {};
  },

  DescribeListenerCertificates: ({ ListenerArn, ...page }) => {
    const { settings, certificates } = store.listener(ListenerArn);
    const all = [...(settings.certificate === undefined ? [] : [settings.certificate]), ...certificates];
    const { items, more } = pageFor(all, page);
    return { Certificates: items.map((arn) => ({ CertificateArn: arn, IsDefault: arn === settings.certificate })), ...more };
  },

  DescribeSSLPolicies: ({ Names = [], LoadBalancerType, ...page }) => {
    const unknown = Names.find((name) => !SSL_POLICIES.some((policy) => policy.name === name));
    if (unknown !== undefined) throw new Refusal('SSLPolicyNotFound', `SSL policy '${unknown}' not found`);
    const asked = SSL_POLICIES.filter(({ name, types }) => (Names.length === 0 || Names.includes(name)) && (!LoadBalancerType || types.some((type) => type === LoadBalancerType)));
    const { items, more } = pageFor(asked, page);
    return {
      SslPolicies: items.map(({ name, protocols, ciphers, types }) => ({
        Name: name,
        SslProtocols: protocols,
        Ciphers: ciphers.map((cipher, index) => ({ Name: cipher, Priority: index + 1 })),
        SupportedLoadBalancerTypes: types,
      })),
      ...more,
    };
  },
});

function secureListener(store: V2Store, arn: string): Listener {
  const listener = store.listener(arn);
  if (isSecure(listener.settings.protocol)) return listener;
  throw invalid(`Certificates cannot be specified for ${listener.settings.protocol} listeners`);
}

function onlyOne([certificate, ...others]: Given<'AddListenerCertificates'>['Certificates']): string {
  if (certificate && others.length === 0) return certificateArn(certificate.CertificateArn);
  throw invalid(`Exactly one certificate must be specified, found ${certificate ? others.length + 1 : 0}`);
}
