import { once } from 'node:events';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { HttpRequest } from '@smithy/core/protocols';
import { StandInServices } from './other-services.testing.js';
import { passOn } from './pass-on.js';
import { KEYS } from './sdk-clients.testing.js';
import { serveDoor, type ServedDoor } from './serve-door.js';
import { signerFor } from './signer.testing.js';
import { tinyDoor } from './tiny-door.testing.js';

export interface Answered {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export const queryOf = ({ query }: HttpRequest): string => new URLSearchParams(query as Record<string, string>).toString();

/** A door that wants signatures, and a stand-in behind it for all services that it has not. */
export class PassOnBench {
  private constructor(
    readonly served: ServedDoor,
    readonly others: StandInServices,
  ) {}

  static async open(): Promise<PassOnBench> {
    const others = await new StandInServices().open();
    return new PassOnBench(await serveDoor(tinyDoor({ credentials: [KEYS] }), { take: passOn(others) }), others);
  }

  async close(): Promise<void> {
    await Promise.all([this.served.close(), this.others.close()]);
  }

  /** Signed as the SDK's clients sign, for a host that need not be the one that is dialled. */
  async signed(service: string, request: { method?: string; host?: string; path?: string; headers?: Record<string, string>; body?: string }): Promise<HttpRequest> {
    const { method = 'POST', host = `${this.served.host}:${this.served.port}`, path = '/', headers = {}, body } = request;
    const plain = new HttpRequest({ method, path, headers: { Host: host, ...headers }, body });
    return (await signerFor({ service }).sign(plain)) as HttpRequest;
  }

  /** A request whose body is still to be written. */
  begin(request: HttpRequest): ClientRequest {
    const query = queryOf(request);
    const { host, port } = this.served;
    return httpRequest({ host, port, method: request.method, path: request.path + (query && `?${query}`), headers: request.headers });
  }

  async send(request: HttpRequest, body?: Readable): Promise<Answered> {
    const sent = this.begin(request);
    if (body) body.pipe(sent);
    else sent.end(request.body);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
    return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() };
  }
}
