import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { wallNow } from '../model/wall-clock.js';
import { metadataAt, type InstanceIdentity } from './metadata-tree.js';
import { MetadataTokens, tokenTtl } from './metadata-tokens.js';
import { listenOn, LOOPBACK, stopListening, type SocketAddress } from './socket-address.js';

export type { InstanceIdentity } from './metadata-tree.js';

const TOKEN_PATH = '/latest/api/token';
const TOKEN_HEADER = 'x-aws-ec2-metadata-token';
const TTL_HEADER = 'x-aws-ec2-metadata-token-ttl-seconds';

export interface InstanceMetadataOptions {
  readonly identity: InstanceIdentity;
  /** Address to listen on; 127.0.0.1 when left out. */
  readonly host?: string;
  /** The instance's `HttpTokens`: `optional` (the default here) also answers without a token, as IMDSv1 did. */
  readonly httpTokens?: 'optional' | 'required';
}

/** The running metadata service of one instance. */
export interface InstanceMetadata {
  /** Value for AWS_EC2_METADATA_SERVICE_ENDPOINT: base URL without a path, to which SDKs add `/latest/...`. */
  readonly url: string;
  readonly address: SocketAddress;
  /** Requests answered so far, tokens and refusals included. */
  requests(): number;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Starts an EC2 instance metadata service (IMDSv1 and v2) for one instance on a free port. Token lifetimes run on wall
 * time. The hop limit is not modelled. Source: EC2 User Guide, "Use the Instance Metadata Service to access instance
 * metadata".
 * @throws the system's error when `host` is not an address of this machine.
 */
export async function startInstanceMetadata(options: InstanceMetadataOptions): Promise<InstanceMetadata> {
  const tokens = new MetadataTokens();
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    send(response, answerTo(request, options, tokens));
  });
  const address = await listenOn(server, options.host ?? LOOPBACK);
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return {
    url: `http://${host}:${address.port}`,
    address,
    requests: () => requests,
    close: () => {
      const closed = stopListening(server);
      server.closeAllConnections();
      return closed;
    },
  };
}

function answerTo(request: IncomingMessage, options: InstanceMetadataOptions, tokens: MetadataTokens): Answer {
  // The JavaScript SDK joins a base URL and a path with two slashes, and the real service answers it.
  const path = (request.url ?? '/').replace(/[?#].*$/, '').replace(/\/{2,}/g, '/');
  if (path === TOKEN_PATH) return tokenAnswer(request, tokens);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405, 'Method Not Allowed');

  const token = request.headers[TOKEN_HEADER];
  const mayPass = token === undefined ? options.httpTokens !== 'required' : tokens.isValid(String(token), wallNow());
  if (!mayPass) return refusal(401, 'Unauthorized');
  const text = metadataAt(options.identity, path);
  return text === undefined ? refusal(404, 'Not Found') : { status: 200, text };
}

function tokenAnswer(request: IncomingMessage, tokens: MetadataTokens): Answer {
  if (request.method !== 'PUT') return refusal(405, 'Method Not Allowed');
  // A forwarded PUT comes through an open proxy of the instance and must not hand out a session.
  if (request.headers['x-forwarded-for'] !== undefined) return refusal(403, 'Forbidden');
  const ttl = tokenTtl(request.headers[TTL_HEADER]?.toString());
  if (ttl === undefined) return refusal(400, 'Bad Request');
  return { status: 200, text: tokens.issue(ttl, wallNow()), headers: { [TTL_HEADER]: String(ttl) } };
}

function refusal(status: number, text: string): Answer {
  return { status, text };
}

function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, {
    'Content-Type': 'text/plain',
    'Content-Length': Buffer.byteLength(answer.text),
    Server: 'EC2ws',
    ...answer.headers,
  });
  response.end(answer.text);
}
