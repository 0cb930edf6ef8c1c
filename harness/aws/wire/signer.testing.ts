import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { SourceData } from '@smithy/types';
import { KEYS } from './sdk-clients.testing.js';
import type { Credential } from './verify-signature.js';

/** Node's hashes in the form that the SDK's signer wants. */
class Sha256 {
  readonly #hash;
  constructor(secret?: SourceData) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret));
  }
  update(data: SourceData): void {
    this.#hash.update(bytes(data));
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.#hash.digest()));
  }
}
const bytes = (data: SourceData): Buffer => (typeof data === 'string' ? Buffer.from(data) : ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data));

/** The SDK's own signer. */
export const signerFor = ({ keys = KEYS, service = 'elasticloadbalancing' }: { readonly keys?: Credential; readonly service?: string }): SignatureV4 =>
  new SignatureV4({ credentials: keys, region: 'eu-central-1', service, sha256: Sha256 });
