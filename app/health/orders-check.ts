import type { Express } from 'express';
import type pg from 'pg';
import { shopIn } from '../database/shop.js';
import { withTimeout } from './database-check.js';
import type { HealthCheck } from './health-check.js';

export interface OrdersCheckParts {
  readonly pool: pg.Pool;
  /** Renders the page that thanks for an order. */
  readonly app: Pick<Express, 'render'>;
  /** Milliseconds for each statement. */
  readonly deadlineMs: number;
}

/** Takes an order as a visitor's form does, makes the page that thanks for it, and takes the order back. */
export function ordersCheck({ pool, app, deadlineMs }: OrdersCheckParts): HealthCheck {
  const render = (order: object): Promise<string> =>
    new Promise((resolve, reject) => app.render('thanks', { order }, (error: Error | null, html) => (error ? reject(error) : resolve(html))));

  async function order(client: pg.PoolClient): Promise<void> {
    const shop = shopIn(client);
    const [item] = await shop.items();
    if (item === undefined) return;
    const id = await shop.placeOrder({ slug: item.slug, quantity: 1, customerName: 'health check' });
    const placed = id === undefined ? undefined : await shop.order(id);
    if (placed === undefined) throw new Error('an order was taken and cannot be found');
    if (!(await render(placed)).includes(`Order ${placed.id}`)) throw new Error('the page that thanks for an order does not name it');
  }

  return {
    name: 'orders',
    componentType: 'component',
    async run(signal) {
      const client = await pool.connect();
      // Once told to stop nobody waits for the answer, and a connection in the middle of something is of no further use.
      const letGo = (): void => client.release(true);
      if (signal.aborted) return letGo();
      signal.addEventListener('abort', letGo, { once: true });
      try {
        await client.query(withTimeout('BEGIN', deadlineMs));
        try {
          await order(client);
        } finally {
          await client.query(withTimeout('ROLLBACK', deadlineMs));
        }
      } finally {
        signal.removeEventListener('abort', letGo);
        if (!signal.aborted) client.release();
      }
    },
  };
}
