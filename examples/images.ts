import { fault, images } from '../scenarios/app.js';

/** The shop, the next release of it, one that refuses to boot, and one that boots and fails its health checks. */
images({
  'ami-0000000000000000a': {},
  'ami-0000000000000000b': { fault: fault.env.set('SHOP_NAME', 'Kettle & Daughters') },
  'ami-0000000000000000c': { fault: fault.env.unset('SECRET_KEY') },
  'ami-0000000000000000d': { fault: fault.page.throw('front') },
});
