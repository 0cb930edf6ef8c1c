-- Demonstration stock. May be run again: what is already there stays as it is.
INSERT INTO shop_item (slug, name, price_cents, description, stock) VALUES
  ('stovetop-kettle', 'Stovetop kettle', 4900, 'Enamelled steel, 1.7 litres, with a whistle you can hear from the garden.', 12),
  ('gooseneck-kettle', 'Gooseneck kettle', 7200, 'A slow, narrow spout for people who weigh their water.', 5),
  ('stoneware-teapot', 'Stoneware teapot', 3850, 'Holds four cups, keeps them warm, and pours without a drip.', 9),
  ('breakfast-mug', 'Breakfast mug', 1400, 'A thick rim, a wide handle and room for half a litre.', 40),
  ('tea-tin', 'Tea tin', 950, 'Double lid, 200 grams of loose leaf, stacks neatly.', 0)
ON CONFLICT (slug) DO NOTHING;

INSERT INTO shop_review (item_id, author, stars, body)
SELECT shop_item.id, review.author, review.stars, review.body
FROM (VALUES
  (1, 'stovetop-kettle', 'Marit', 5, 'Survived a house move and my brother.'),
  (2, 'stovetop-kettle', 'Oskar', 4, 'The whistle is not a joke.'),
  (3, 'gooseneck-kettle', 'Priya', 5, 'The pour is so even that I stopped measuring.'),
  (4, 'breakfast-mug', 'Ingrid', 5, 'Bought two, then four more.')
) AS review (place, slug, author, stars, body)
JOIN shop_item ON shop_item.slug = review.slug
ORDER BY review.place
ON CONFLICT (item_id, author) DO NOTHING;
