import { createHash, generateKeyPair, type KeyObject } from 'node:crypto';
import { newId } from '../new-id.js';
import { QueryError } from '../wire/query-error.js';

export interface KeyPair {
  readonly id: string;
  readonly name: string;
  readonly type: 'rsa' | 'ed25519';
  readonly fingerprint: string;
  /** Seconds of the region's clock. */
  readonly createdAt: number;
}

/** Key pairs of the region. Nothing can be entered by them: they are there to be named. */
export class KeyPairs {
  readonly #pairs = new Map<string, KeyPair>();

  add(pair: Omit<KeyPair, 'id'>): KeyPair {
    this.checkFree(pair.name);
    const added = { ...pair, id: newId('key') };
    this.#pairs.set(pair.name, added);
    return added;
  }

  /** @throws QueryError InvalidKeyPair.Duplicate */
  checkFree(name: string): void {
    if (this.#pairs.has(name)) throw new QueryError('InvalidKeyPair.Duplicate', `The keypair '${name}' already exists.`);
  }

  find(name: string): KeyPair | undefined {
    return this.#pairs.get(name);
  }

  list(): KeyPair[] {
    return [...this.#pairs.values()];
  }

  delete({ name }: KeyPair): void {
    this.#pairs.delete(name);
  }
}

/** A new key in PEM, and its fingerprint. AWS: fingerprints of key pairs that EC2 makes: SHA-1 of the private key, SHA-256 for ED25519. */
export async function makeKey(type: KeyPair['type']): Promise<{ readonly pem: string; readonly fingerprint: string }> {
  const key = await new Promise<KeyObject>((resolve, reject) => {
    const made = (error: Error | null, _public: KeyObject, key: KeyObject): void => (error ? reject(error) : resolve(key));
    if (type === 'rsa') generateKeyPair('rsa', { modulusLength: 2048 }, made);
    else generateKeyPair('ed25519', undefined, made);
  });
  const der = key.export({ type: 'pkcs8', format: 'der' });
  const pem = key.export({ type: type === 'rsa' ? 'pkcs1' : 'pkcs8', format: 'pem' }).toString();
  return { pem, fingerprint: type === 'rsa' ? inPairs(createHash('sha1').update(der).digest('hex')) : createHash('sha256').update(der).digest('base64') };
}

/**
 * Type and fingerprint of a public key.
 * @throws QueryError InvalidKey.Format for what is no key of OpenSSH's form
 */
export function readPublicKey(material: Uint8Array): Pick<KeyPair, 'type' | 'fingerprint'> {
  const [, algorithm, packed = ''] = /^(ssh-rsa|ssh-ed25519) ([A-Za-z0-9+/]+={0,2})(?:\s|$)/.exec(Buffer.from(material).toString()) ?? [];
  if (!algorithm) throw new QueryError('InvalidKey.Format', 'Key is not in valid OpenSSH public key format');
  const blob = Buffer.from(packed, 'base64');
  return algorithm === 'ssh-rsa' ? { type: 'rsa', fingerprint: inPairs(createHash('md5').update(blob).digest('hex')) } : { type: 'ed25519', fingerprint: createHash('sha256').update(blob).digest('base64') };
}

const inPairs = (hex: string): string => (hex.match(/../g) ?? []).join(':');
