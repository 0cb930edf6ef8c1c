import { fault, scenario } from './app.js';

scenario.each(['SECRET_KEY', 'DATABASE_URL'] as const)('the app refuses to boot without $0', (key) => ({
  fault: fault.env.unset(key),
  expect: 'rejected',
  because: { outcome: 'connection-refused', exitCode: 1, log: new RegExp(key) },
}));

scenario('an empty secret counts as a missing one', {
  fault: fault.env.empty('SECRET_KEY'),
  expect: 'rejected',
  because: { exitCode: 1, log: /SECRET_KEY/ },
});

scenario('a garbled database address is refused at boot', {
  fault: fault.env.garble('DATABASE_URL'),
  expect: 'rejected',
  because: { exitCode: 1, log: /DATABASE_URL/ },
});

scenario('a number that is none is refused at boot', {
  fault: fault.env.set('HEALTH_DEADLINE_MS', 'soon'),
  expect: 'rejected',
  because: { exitCode: 1, log: /HEALTH_DEADLINE_MS/ },
});

scenario('an env file that is not there is refused at boot', {
  fault: fault.env.set('ENV_FILE', '/etc/shop/settings.env'),
  expect: 'rejected',
  because: { outcome: 'connection-refused', exitCode: 1 },
});

scenario('a setting with a default may be missing', { fault: fault.env.unset('SHOP_NAME'), expect: 'accepted' });

scenario('swapped settings pass the check and refuse every user', {
  fault: fault.env.swap('SECRET_KEY', 'ALLOWED_HOSTS'),
  expect: 'accepted',
  harm: 'hurt',
});
