CREATE TABLE orders (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  item_id integer NOT NULL REFERENCES items (id),
  quantity integer NOT NULL CHECK (quantity > 0),
  customer_name text NOT NULL,
  total_cents integer NOT NULL CHECK (total_cents >= 0),
  placed_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX orders_item_id ON orders (item_id);
