import { request } from 'node:http';
import type { SocketAddress } from './socket-address.js';

export const TTL = 'X-aws-ec2-metadata-token-ttl-seconds';
export const TOKEN = 'X-aws-ec2-metadata-token';

export const identity = {
  instanceId: 'i-0abc0000000000001',
  privateAddress: '10.0.1.23',
  imageId: 'ami-0abc0000000000002',
  availabilityZone: 'eu-central-1a',
};

export interface Reply {
  readonly status: number | undefined;
  readonly text: string;
  readonly type: string | undefined;
}

/** A client without any manners of its own: one request, one connection, the answer as it came. */
export class MetadataClient {
  constructor(private readonly address: SocketAddress) {}

  ask(method: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const sent = request({ ...this.address, method, path, headers, agent: false }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode, text, type: response.headers['content-type'] }));
      });
      sent.on('error', reject).end();
    });
  }

  async token(seconds = 21_600): Promise<string> {
    return (await this.ask('PUT', '/latest/api/token', { [TTL]: String(seconds) })).text;
  }

  /** Status of a GET, with a token where one is given. */
  async status(path: string, token?: string): Promise<number | undefined> {
    return (await this.ask('GET', path, token === undefined ? {} : { [TOKEN]: token })).status;
  }
}
