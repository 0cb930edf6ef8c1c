import { fault, scenario } from '../app.js';

scenario('Django: the private address is not among the allowed hosts', {
  fault: fault.env.set('PRIVATE_ADDRESS_FROM', 'none'),
  expect: 'rejected',
  because: { status: 400 },
  harm: 'fine',
});

scenario('Django: the metadata service is disabled', {
  fault: fault.metadata.disabled(),
  expect: 'rejected',
  because: { status: 502, log: /private address is unknown/ },
});

scenario('Django: the metadata service requires tokens', { fault: fault.metadata.tokensRequired(), expect: 'accepted' });

scenario('Django: the public host is not among the allowed ones', {
  fault: fault.env.set('ALLOWED_HOSTS', 'shop.example.org'),
  expect: 'accepted',
  harm: 'hurt',
});
