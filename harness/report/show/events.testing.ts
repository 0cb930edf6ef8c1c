import { get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';

/** One that listens to the events of a served report. */
export class EventListener {
  readonly versions: string[] = [];
  readonly ended: Promise<unknown>;
  #wake: () => void = () => undefined;

  private constructor(private readonly response: IncomingMessage) {
    let text = '';
    response.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const [, data] = /^data: (.+)$/m.exec(text.slice(0, end)) ?? [];
        if (data !== undefined) this.versions.push((JSON.parse(data) as { version: string }).version);
        text = text.slice(end + 2);
      }
      this.#wake();
    });
    this.ended = once(response, 'close');
  }

  static async at(url: string): Promise<EventListener> {
    const [response] = (await once(get(`${url}/events`, { agent: false }), 'response')) as [IncomingMessage];
    return new EventListener(response);
  }

  get headers(): IncomingMessage['headers'] {
    return this.response.headers;
  }

  /** Resolves when so many events have come in all. */
  async hears(count: number): Promise<void> {
    while (this.versions.length < count) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  leave(): void {
    this.response.destroy();
  }
}
