import { fault, scenario } from './app.js';

scenario('a good release is accepted', { expect: 'accepted' });

scenario('a release without its secret key is rejected', {
  fault: fault.env.unset('SECRET_KEY'),
  expect: 'rejected',
  because: { outcome: 'connection-refused', exitCode: 1, log: /SECRET_KEY/ },
});
