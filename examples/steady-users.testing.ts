import { Agent, request } from 'node:http';

/** Milliseconds between two users, who do not wait for each other. */
const BETWEEN = 100;

/** Users of the shop who come to a listener as long as a rollout lasts. */
export class SteadyUsers {
  served = 0;
  readonly errors: string[] = [];
  /** What the latest page says that the shop is called. */
  shop = '';
  readonly #agent = new Agent({ keepAlive: true });
  readonly #underWay = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout;

  constructor(private readonly listener: { readonly host: string; readonly port: number }) {
    this.#timer = setInterval(() => {
      const visit: Promise<void> = this.#visit().finally(() => this.#underWay.delete(visit));
      this.#underWay.add(visit);
    }, BETWEEN);
  }

  /** Resolves when the last has been answered. Safe to call twice. */
  async leave(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#underWay);
    this.#agent.destroy();
  }

  async #visit(): Promise<void> {
    try {
      const { status, body } = await this.#get();
      if (status !== 200) throw new Error(`status ${status}: ${body.slice(0, 80)}`);
      this.served += 1;
      this.shop = /<title>[^<]* – ([^<]*)</.exec(body)?.[1] ?? '';
    } catch (error) {
      this.errors.push(String(error));
    }
  }

  #get(): Promise<{ status: number | undefined; body: string }> {
    return new Promise((resolve, reject) => {
      const outgoing = request({ ...this.listener, path: '/', headers: { host: 'shop.example.com' }, agent: this.#agent, timeout: 10_000 }, (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (text: string) => (body += text));
        answer.once('end', () => resolve({ status: answer.statusCode, body }));
        answer.once('error', reject);
      });
      outgoing.once('timeout', () => outgoing.destroy(new Error('no answer for 10 s')));
      outgoing.once('error', reject).end();
    });
  }
}
