import { Router, urlencoded } from 'express';
import type { Shop } from '../database/shop.js';
import { HttpError } from './http-error.js';
import { isOwnOrigin } from './known-hosts.js';
import { readOrderForm } from './order-form.js';
import type { SignedNumbers } from './signed-number.js';

/** Taking an order and thanking for it. The thanks page shows a name, hence the signed number. */
export function ordersOf(shop: Shop, numbers: SignedNumbers): Router {
  const router = Router();

  router.post('/orders', urlencoded({ extended: false, limit: '10kb' }), async (request, response) => {
    if (!isOwnOrigin(request)) throw new HttpError(403, 'This form was not sent from our pages.');
    const id = await shop.placeOrder(readOrderForm(request.body));
    if (id === undefined) throw new HttpError(422, 'The order cannot be taken: we do not sell this item.');
    response.redirect(303, `/orders/${numbers.sign(id)}`);
  });

  router.get('/orders/:number', async (request, response) => {
    const id = numbers.verify(request.params.number);
    const order = id === undefined ? undefined : await shop.order(id);
    if (order === undefined) throw new HttpError(404, 'There is no such order.');
    response.render('thanks', { order });
  });

  return router;
}
