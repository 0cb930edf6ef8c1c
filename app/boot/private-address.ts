import { isIP } from 'node:net';
import type { Settings } from '../config.js';
import type { Logger } from '../logging.js';
import { valueFromFile } from '../settings/value-from-file.js';

const METADATA_TIMEOUT_MS = 1000;

/**
 * The address at which a balancer asks this machine directly, as it stands in
 * a Host header. Undefined, with a warning, if it cannot be had: the public
 * names still work without it.
 */
export async function privateAddress(from: Settings['privateAddress'], log: Logger): Promise<string | undefined> {
  if (from.from === 'none') return undefined;
  try {
    const address = from.from === 'file' ? valueFromFile(from.file) : await addressFromMetadata(from.metadataEndpoint);
    const version = isIP(address);
    if (version === 0) throw new Error(`expected an IP address, found "${address.slice(0, 60)}"`);
    return version === 6 ? `[${address}]` : address;
  } catch (err) {
    log.warn({ err, from: from.from }, 'the private address is unknown: requests to it will be refused');
    return undefined;
  }
}

async function addressFromMetadata(endpoint: string): Promise<string> {
  // Loaded only here: the client costs more time than the rest of a start.
  const { MetadataService } = await import('@aws-sdk/ec2-metadata-service');
  const service = new MetadataService({
    httpOptions: { timeout: METADATA_TIMEOUT_MS },
    retries: 1,
    backoff: 0.2,
    ...(endpoint === '' ? {} : { endpoint }),
  });
  // The client puts the endpoint's path, at least a slash, before this one.
  const address = await service.request('latest/meta-data/local-ipv4', {});
  return address.trim();
}
