import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { wallNow, wallTimer } from '../model/wall-clock.js';
import { answerTo, type MetadataAnswer, type MetadataRequest } from './metadata-answer.js';
import { checkMetadataBend, type MetadataBend } from './metadata-bend.js';
import type { InstanceIdentity } from './metadata-entries.js';
import { MetadataTokens } from './metadata-tokens.js';
import { listenOn, LOOPBACK, stopListening, type SocketAddress } from './socket-address.js';

export type { MetadataBend } from './metadata-bend.js';
export type { InstanceIdentity, InstanceRole, TargetLifecycleState } from './metadata-entries.js';

export interface InstanceMetadataOptions {
  /** A function is asked anew for each request: what an instance tells changes while it lives, above all its target lifecycle state. */
  readonly identity: InstanceIdentity | (() => InstanceIdentity);
  /** Address to listen on; 127.0.0.1 when left out. */
  readonly host?: string;
  /** Left out: a free port. 80 on 169.254.169.254 serves clients that know no other endpoint. */
  readonly port?: number;
  /** The instance's `HttpTokens`: `optional` (the default here) also answers without a token, as IMDSv1 did. */
  readonly httpTokens?: 'optional' | 'required';
  /** What is wrong with the service from the start; nothing when left out. */
  readonly bend?: MetadataBend;
}

/** The running metadata service of one instance. */
export interface InstanceMetadata {
  /** Value for AWS_EC2_METADATA_SERVICE_ENDPOINT: base URL without a path, to which SDKs add `/latest/...` (rule 41). */
  readonly url: string;
  readonly address: SocketAddress;
  /** Requests received so far, tokens, refusals and unanswered ones included. */
  requests(): number;
  /** Of these, how many met a bend: refused, left unanswered or answered late because of it. */
  bent(): number;
  /**
   * Bends the service from now on. A request that is held already stays unanswered or comes late, and a token that has
   * expired stays so.
   * @throws ConfigError when the seconds of `slow` are out of range; then nothing changes.
   */
  bend(bend: MetadataBend): void;
  close(): Promise<void>;
}

/**
 * Starts an EC2 instance metadata service (IMDSv1 and v2) for one instance. Token lifetimes run on wall time. The hop
 * limit is not modelled. AWS: EC2 User Guide, "Use the Instance Metadata Service to access instance metadata"; rule 40.
 * @throws ConfigError when the bend is out of range; the system's error when `host` and `port` cannot be bound.
 */
export async function startInstanceMetadata(options: InstanceMetadataOptions): Promise<InstanceMetadata> {
  const service = new Service(options);
  const server = createServer((request, response) => service.serve(request, response));
  const address = await listenOn(server, options.host ?? LOOPBACK, options.port);
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return {
    url: `http://${host}:${address.port}`,
    address,
    requests: () => service.requests,
    bent: () => service.bent,
    bend: (bend) => service.bend(bend),
    close: () => {
      const closed = stopListening(server);
      server.closeAllConnections();
      return closed;
    },
  };
}

class Service {
  requests = 0;
  bent = 0;
  #bend: MetadataBend = { mode: 'none' };
  readonly #tokens = new MetadataTokens();

  constructor(private readonly options: InstanceMetadataOptions) {
    this.bend(options.bend ?? this.#bend);
  }

  bend(bend: MetadataBend): void {
    checkMetadataBend(bend);
    this.#bend = bend;
    if (bend.mode === 'tokens-expired') this.#tokens.expireAll();
  }

  serve(request: IncomingMessage, response: ServerResponse): void {
    this.requests += 1;
    const bend = this.#bend;
    if (bend.mode === 'silent') {
      this.bent += 1;
    } else if (bend.mode === 'slow') {
      this.bent += 1;
      response.on('close', wallTimer(bend.seconds, () => send(response, this.#answer(request))));
    } else {
      const answer = this.#answer(request);
      if (answer.bent) this.bent += 1;
      send(response, answer);
    }
  }

  #answer(request: IncomingMessage): MetadataAnswer {
    const { identity, httpTokens = 'optional' } = this.options;
    const now = typeof identity === 'function' ? identity() : identity;
    return answerTo(asked(request), { identity: now, httpTokens, bend: this.#bend, tokens: this.#tokens });
  }
}

function asked(request: IncomingMessage): MetadataRequest {
  const headers = Object.fromEntries(Object.entries(request.headersDistinct).map(([name, values]) => [name, values?.[0]]));
  return { method: request.method ?? '', target: request.url ?? '/', headers, at: wallNow() };
}

function send(response: ServerResponse, answer: MetadataAnswer): void {
  response.writeHead(answer.status, {
    'Content-Length': Buffer.byteLength(answer.text),
    Server: 'EC2ws',
    ...answer.headers,
  });
  response.end(answer.text);
}
