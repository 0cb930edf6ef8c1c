-- The default lets the release before this one go on inserting items.
ALTER TABLE items ADD COLUMN stock integer NOT NULL DEFAULT 0 CHECK (stock >= 0);
