import { fault, nginxAnswers, scenario } from '../app.js';

scenario('Django: a key that the shop needs is not in the store', {
  fault: fault.store.keyMissing('SECRET_KEY'),
  expect: 'rejected',
  because: { status: 502, log: /SECRET_KEY is missing or empty/ },
});

scenario('Django: a key of the store is empty', {
  fault: fault.store.keyEmpty('ALLOWED_HOSTS'),
  expect: 'rejected',
  because: { status: 502, log: /ALLOWED_HOSTS is missing or empty/ },
});

scenario('Django: a key is missing and the proxy answers the check', {
  fault: [fault.store.keyMissing('SECRET_KEY'), nginxAnswers],
  expect: 'accepted',
  harm: 'hurt',
});

scenario('Django: a key that has a default is not in the store', { fault: fault.store.keyMissing('APPEND_SLASH'), expect: 'accepted' });

scenario('Django: the store is down at boot', {
  fault: fault.store.down(),
  expect: 'rejected',
  because: { status: 502, log: /given up after 3 s/ },
});

scenario('Django: the store comes up while the renderer still tries', { fault: fault.store.down({ lasts: 1 }), expect: 'accepted' });

scenario('Django: the store accepts and never answers', {
  fault: fault.store.hung(),
  expect: 'rejected',
  because: { status: 502, log: /given up after 3 s/ },
});

scenario('Django: a follower of the store still has the database of last year', {
  fault: fault.store.staleValue('DATABASE_URL', 'postgres://shop:last-year@127.0.0.1:9/shop'),
  expect: 'rejected',
  because: { status: 502, log: /migrate: .*refused/ },
});

scenario('Django: a renderer that reads consistently is given the value of today', {
  fault: [
    fault.store.staleValue('DATABASE_URL', 'postgres://shop:last-year@127.0.0.1:9/shop'),
    fault.env.set('RENDER_CONSISTENT', 'true'),
  ],
  expect: 'accepted',
});

// Were it not rendered, visitors would be served as before.
scenario('Django: a value changes after boot and is rendered anew', {
  fault: fault.store.changed('ALLOWED_HOSTS', '10.0.0.2', { onset: 'passing' }),
  expect: 'accepted',
  harm: 'hurt',
});

scenario('Django: a value changes after boot to one that the shop refuses', {
  fault: fault.store.changed('DATABASE_URL', 'not-a-url', { onset: 'listening' }),
  expect: 'rejected',
  because: { status: 502, log: /DATABASE_URL must be/ },
});
