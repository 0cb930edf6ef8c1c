import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A store that answers as Consul does, for values below `shop/`, and holds questions with an index back until they change. */
export class KeyValues {
  readonly asked: string[] = [];
  /** Answers of this status come first. */
  failures: number[] = [];
  private index = 7;
  private waiting: ServerResponse[] = [];
  private constructor(private values: Record<string, string>, private readonly server: Server) {}

  static async open(values: Record<string, string>): Promise<KeyValues> {
    const server = createServer();
    const store = new KeyValues(values, server);
    server.on('request', ({ url = '' }, response: ServerResponse) => store.take(url, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return store;
  }

  get settings(): Record<string, string> {
    return { CONSUL_HTTP_ADDR: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`, CONSUL_PREFIX: 'shop' };
  }

  change(values: Record<string, string>): void {
    this.values = { ...this.values, ...values };
    this.index += 1;
    for (const response of this.waiting.splice(0)) this.answer(response);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private take(url: string, response: ServerResponse): void {
    this.asked.push(url);
    const failure = this.failures.shift();
    if (failure !== undefined) response.writeHead(failure).end();
    else if (new URL(url, 'http://store').searchParams.get('index') === String(this.index)) this.waiting.push(response);
    else this.answer(response);
  }

  private answer(response: ServerResponse): void {
    const entry = ([name, value]: [string, string]) => ({ Key: `shop/${name}`, Value: value === '' ? null : Buffer.from(value).toString('base64') });
    const below = [...Object.entries(this.values).map(entry), { Key: 'shop/', Value: null }, { Key: 'shop/other/SECRET_KEY', Value: 'eA==' }];
    response.writeHead(200, { 'x-consul-index': this.index }).end(JSON.stringify(below));
  }
}
