import { Router } from 'express';
import type { Shop } from '../database/shop.js';
import { HttpError } from './http-error.js';

/** The front page and the pages of the items. */
export function pagesOf(shop: Shop): Router {
  const router = Router();

  router.get('/', async (_request, response) => {
    response.render('front', { items: await shop.items() });
  });

  router.get('/items/:slug', async (request, response) => {
    const item = await shop.item(request.params.slug);
    if (item === undefined) throw new HttpError(404, 'We do not sell this.');
    response.render('item', { item, reviews: await shop.reviews(item.id) });
  });

  return router;
}
