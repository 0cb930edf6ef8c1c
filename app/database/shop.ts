import type pg from 'pg';

export interface ItemSummary {
  readonly slug: string;
  readonly name: string;
  /** In cents of the shop's currency. */
  readonly priceCents: number;
  /** Name of an asset, unhashed. */
  readonly image: string;
}

export interface Item extends ItemSummary {
  readonly id: number;
  readonly description: string;
  readonly stock: number;
}

export interface Review {
  readonly author: string;
  readonly stars: number;
  readonly body: string;
}

export interface OrderRequest {
  readonly slug: string;
  readonly quantity: number;
  readonly customerName: string;
}

export interface Order {
  readonly id: number;
  readonly itemName: string;
  readonly quantity: number;
  readonly customerName: string;
  readonly totalCents: number;
}

/** What the pages ask of the database; every call rejects with the driver's error. */
export interface Shop {
  items(): Promise<ItemSummary[]>;
  item(slug: string): Promise<Item | undefined>;
  reviews(itemId: number): Promise<Review[]>;
  /** The number of the new order, or undefined if there is no such item. */
  placeOrder(order: OrderRequest): Promise<number | undefined>;
  order(id: number): Promise<Order | undefined>;
}

export function shopIn(pool: Pick<pg.Pool | pg.PoolClient, 'query'>): Shop {
  async function rows<R extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<R[]> {
    return (await pool.query<R>(text, values)).rows;
  }

  return {
    items: () => rows<ItemSummary>('SELECT slug, name, price_cents AS "priceCents", image FROM items ORDER BY id'),

    async item(slug) {
      const [item] = await rows<Item>(
        `SELECT id, slug, name, price_cents AS "priceCents", image, description, stock
         FROM items WHERE slug = $1`,
        [slug],
      );
      return item;
    },

    reviews: (itemId) =>
      rows<Review>('SELECT author, stars, body FROM reviews WHERE item_id = $1 ORDER BY id', [itemId]),

    async placeOrder({ slug, quantity, customerName }) {
      // One statement: the price is the one of the moment the row is written.
      const [order] = await rows<{ id: number }>(
        `INSERT INTO orders (item_id, quantity, customer_name, total_cents)
         SELECT id, $2::integer, $3, price_cents * $2::integer FROM items WHERE slug = $1
         RETURNING id`,
        [slug, quantity, customerName],
      );
      return order?.id;
    },

    async order(id) {
      const [order] = await rows<Order>(
        `SELECT orders.id, items.name AS "itemName", quantity,
                customer_name AS "customerName", total_cents AS "totalCents"
         FROM orders JOIN items ON items.id = orders.item_id WHERE orders.id = $1`,
        [id],
      );
      return order;
    },
  };
}
