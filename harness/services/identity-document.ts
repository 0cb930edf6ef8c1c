import type { InstanceIdentity } from './metadata-entries.js';

/**
 * The instance identity document, JSON. What an instance has none of is null, as in the real one. AWS: EC2 User Guide,
 * "Instance identity documents".
 */
export function identityDocument(identity: InstanceIdentity, region: string | undefined): string {
  const document = {
    accountId: identity.accountId ?? '123456789012',
    architecture: identity.architecture ?? 'x86_64',
    availabilityZone: identity.availabilityZone ?? null,
    billingProducts: null,
    devpayProductCodes: null,
    imageId: identity.imageId,
    instanceId: identity.instanceId,
    instanceType: identity.instanceType ?? null,
    kernelId: null,
    marketplaceProductCodes: null,
    pendingTime: identity.launchedAt ?? null,
    privateIp: identity.privateAddress,
    ramdiskId: null,
    region: region ?? null,
    version: '2017-09-30',
  };
  return JSON.stringify(document, null, 2);
}
