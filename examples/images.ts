import { fault, images } from '../scenarios/app.js';

/** The shop, the next release of it, and one that refuses to boot. */
images({
  'ami-0000000000000000a': {},
  'ami-0000000000000000b': { fault: fault.env.set('SHOP_NAME', 'Kettle & Daughters') },
  'ami-0000000000000000c': { fault: fault.env.unset('SECRET_KEY') },
});
